import { describe, expect, it } from '@jest/globals';
import { sqliteInMemory } from '../support/sqlite.ts';
import { recordStatements, tablesRead } from '../support/statements.ts';
import { agency } from './agency-alone.ts';
import { synthetic } from './synthetic.ts';

// When a row was confirmed is its register's own affair.
const citizens = synthetic('mps/Citizen').map(({ updatedOn: _, ...shown }) => shown);
const registrations = synthetic('moj/BirthRegistration');
const records = synthetic('moh/HealthRecord');
const certificates = synthetic('moh/BirthCertificate');

/** The tables that were read meanwhile, one entry for each statement. */
async function tablesReadBy(act: () => Promise<unknown>): Promise<string[]> {
  const database = await sqliteInMemory([]);
  const recorded = recordStatements(database);
  try {
    await act();
    return tablesRead(recorded.statements).sort();
  } finally {
    recorded.stop();
    await database.destroy();
  }
}

describe('The population register', () => {
  const { ask, refer } = agency('mps');
  const personalIds = citizens.map(({ personalId }) => ({ personalId }));
  const FIELDS =
    'personalId fullName dateOfBirth sex nationality permanentAddress province commune ethnicity religion alive identityVerified';

  it('finds everybody by number, at the root and by reference', async () => {
    expect(await refer('Citizen', FIELDS, personalIds)).toEqual(citizens);
    const [first] = citizens;
    expect(
      await ask(`query ($id: ID!) { citizen(personalId: $id) { ${FIELDS} } }`, { id: first!.personalId }),
    ).toEqual({ citizen: first });
  });

  it.each([[''], ['001099000001'], ["' OR '1'='1"]])('finds nobody by %j', async (id) => {
    expect(await ask('query ($id: ID!) { citizen(personalId: $id) { fullName } }', { id })).toEqual({
      citizen: null,
    });
  });

  it('says where somebody lives, whose guardian they are and whether they are of age, with yes or no', async () => {
    const [{ guardianId, childId }] = synthetic('mps/Guardianship') as [
      { guardianId: string; childId: string },
    ];
    const { commune } = citizens.find(({ personalId }) => personalId === guardianId)!;
    const [guardian, child] = await refer(
      'Citizen',
      `home: livesIn(commune: "${commune}") elsewhere: livesIn(commune: "99999")
       theirs: isGuardianOf(child: "${childId}") own: isGuardianOf(child: "${guardianId}")
       eighteen: ageAtLeast(years: 18) ancient: ageAtLeast(years: 200)`,
      [{ personalId: guardianId }, { personalId: childId }],
    );
    expect([guardian, child]).toEqual([
      { home: true, elsewhere: false, theirs: true, own: false, eighteen: true, ancient: false },
      { home: true, elsewhere: false, theirs: false, own: false, eighteen: false, ancient: false },
    ]);
  });

  it('reads each table once for everybody', async () => {
    const childId = synthetic('mps/Guardianship')[0]!.childId;
    const tables = await tablesReadBy(() =>
      refer('Citizen', `fullName isGuardianOf(child: "${childId}")`, personalIds),
    );
    expect(tables).toEqual(['citizen', 'guardianship']);
  });
});

describe('The civil status register', () => {
  const { ask, refer } = agency('moj');
  const FIELDS =
    'number childName child { personalId } mother { personalId } father { personalId } dateOfBirth sex placeOfBirth registeredOn registrarName adoptionOrigin';
  const person = (personalId: string | null) => personalId && { personalId };
  const shown = registrations.map(
    ({ childId, motherId, fatherId, province: _, commune: __, registeredBy: ___, ...row }) => ({
      ...row,
      child: person(childId),
      mother: person(motherId),
      father: person(fatherId),
    }),
  );

  it('finds every registration by its number, and names people by theirs alone', async () => {
    const numbers = registrations.map(({ number }) => ({ number }));
    expect(await refer('BirthRegistration', FIELDS, numbers)).toEqual(shown);
    expect(
      await ask(`query ($number: ID!) { birthRegistration(number: $number) { ${FIELDS} } }`, numbers[0]),
    ).toEqual({ birthRegistration: shown[0] });
    expect(await ask('{ birthRegistration(number: "KS-00000-1900-0000") { number } }')).toEqual({
      birthRegistration: null,
    });
  });

  it('adds to a person their registration, where it was digitised, and whether they are married', async () => {
    const [{ childId, motherId, number }] = registrations as [(typeof registrations)[number]];
    const marriedBy = new Map(
      synthetic('moj/MaritalStatus').map(({ citizenId, married }) => [citizenId, married]),
    );
    expect(
      await refer(
        'Citizen',
        'personalId married birthRegistration { number }',
        [childId, motherId, '001099000001'].map((personalId) => ({ personalId })),
      ),
    ).toEqual([
      { personalId: childId, married: null, birthRegistration: { number } },
      { personalId: motherId, married: marriedBy.get(motherId!), birthRegistration: null },
      { personalId: '001099000001', married: null, birthRegistration: null },
    ]);
  });

  it('reads each table once for everybody', async () => {
    const everybody = citizens.map(({ personalId }) => ({ personalId }));
    const tables = await tablesReadBy(() =>
      refer('Citizen', 'married birthRegistration { number mother { personalId } }', everybody),
    );
    expect(tables).toEqual(['birth_registration', 'marital_status']);
  });
});

describe('The health registers', () => {
  const { ask, refer } = agency('moh');

  it('find every record by its own identifier and by the person', async () => {
    const FIELDS = 'healthId allergies bloodGroup conditions referral occupationalDisease';
    const shown = records.map(({ citizenId: _, ...row }) => row);
    expect(
      await refer(
        'HealthRecord',
        FIELDS,
        records.map(({ healthId }) => ({ healthId })),
      ),
    ).toEqual(shown);
    expect(
      await refer(
        'Citizen',
        `healthRecord { ${FIELDS} }`,
        records.map(({ citizenId }) => ({ personalId: citizenId })),
      ),
    ).toEqual(shown.map((healthRecord) => ({ healthRecord })));
    expect(
      await ask(`query ($healthId: ID!) { healthRecord(healthId: $healthId) { ${FIELDS} } }`, {
        healthId: records[0]!.healthId,
      }),
    ).toEqual({ healthRecord: shown[0] });
  });

  it('show the latest test first, and only those of one kind where it is named', async () => {
    const results = synthetic('moh/TestResult');
    const [{ healthRecordId, kind }] = results as [(typeof results)[number]];
    const days = (of: typeof results) => of.map(({ takenOn }) => ({ takenOn }));
    const latestFirst = results
      .filter((result) => result.healthRecordId === healthRecordId)
      .sort((one, other) => other.takenOn.localeCompare(one.takenOn));
    const [record] = await refer(
      'HealthRecord',
      `all: testResults { takenOn } one: testResults(kind: "${kind}") { takenOn } none: testResults(kind: "X") { takenOn }`,
      [{ healthId: healthRecordId }],
    );
    expect(record).toEqual({
      all: days(latestFirst),
      one: days(latestFirst.filter((result) => result.kind === kind)),
      none: [],
    });
  });

  it('know a birth that nobody has registered yet, by its certificate', async () => {
    const registered = new Set(
      registrations.map(({ motherId, dateOfBirth }) => `${motherId} ${dateOfBirth}`),
    );
    const unregistered = certificates.find(
      ({ motherId, dateOfBirth }) => !registered.has(`${motherId} ${dateOfBirth}`),
    )!;
    expect(
      await ask(
        'query ($number: ID!) { birthCertificate(number: $number) { number mother { personalId } dateOfBirth sex facility { code } } }',
        { number: unregistered.number },
      ),
    ).toEqual({
      birthCertificate: {
        number: unregistered.number,
        mother: { personalId: unregistered.motherId },
        dateOfBirth: unregistered.dateOfBirth,
        sex: unregistered.sex,
        facility: { code: unregistered.facilityId },
      },
    });
  });

  it('say whether a child is vaccinated by the date of birth they are told, and nothing without one', async () => {
    const child = citizens.find(({ dateOfBirth }) => dateOfBirth.startsWith('2020'))!;
    const grown = citizens.find(({ dateOfBirth }) => dateOfBirth < '1990')!;
    const told = (dateOfBirth?: string | null) => ({ personalId: child.personalId, dateOfBirth });
    expect(
      await refer('Citizen', 'vaccinationComplete', [
        told(child.dateOfBirth),
        told('2020'),
        told(null),
        told(),
        grown,
      ]),
    ).toEqual([true, null, null, null, null].map((vaccinationComplete) => ({ vaccinationComplete })));
  });

  it('list the facilities of a province, and of none that does not exist', async () => {
    const { facilities, none } = await ask(
      '{ facilities(province: "01") { code name province } none: facilities(province: "99") { code } }',
    );
    expect(facilities).toHaveLength(3);
    expect(new Set((facilities as { province: string }[]).map(({ province }) => province))).toEqual(
      new Set(['01']),
    );
    expect(none).toEqual([]);
  });

  it('read each table once for everybody', async () => {
    const everybody = citizens.map(({ personalId, dateOfBirth }) => ({ personalId, dateOfBirth }));
    const tables = await tablesReadBy(() =>
      refer(
        'Citizen',
        'vaccinationComplete healthRecord { testResults { value } claims { amount } }',
        everybody,
      ),
    );
    expect(tables).toEqual(['claim', 'health_record', 'test_result', 'vaccination']);
  });
});
