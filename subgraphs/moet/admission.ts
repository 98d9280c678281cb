import {
  byKey,
  ExchangeError,
  holdToCase,
  isoDay,
  legalDay,
  type Context,
  type SubgraphPart,
} from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { admissionPriorityOf } from './admission-priority.ts';
import { School } from './schools.ts';

@Entity()
export class Admission {
  @PrimaryColumn('text') dossier!: string;
  /** Known to the population register: keys, never joins. */
  @Column('text') childId!: string;
  @Column('text') guardianId!: string;
  @Index() @Column('text') schoolCode!: string;
  @Column('text') priority!: string;
  @Column('date') admittedOn!: string;
}

interface AdmitPupil {
  readonly dossier: string;
  readonly childPersonalId: string;
  readonly guardianPersonalId: string;
  readonly school: string;
}

export const admission: SubgraphPart = {
  schema: new URL('./admission.graphql', import.meta.url),
  entities: [Admission],
  resolvers: {
    Query: {
      admission: (_, { dossier }, { loaders }) => loaders.one(Admission, 'dossier', dossier),
    },
    Mutation: {
      admitPupil: (_, { input }: { input: AdmitPupil }, context) => admit(input, context),
    },
    Citizen: {
      admissionPriority: ({ personalId }: { personalId: string }, _, { askExchange }) =>
        askPriority(personalId, askExchange),
    },
    Admission: {
      __resolveReference: byKey(Admission, 'dossier'),
      child: ({ childId }: Admission) => ({ personalId: childId }),
      school: ({ schoolCode }: Admission, _, { loaders }) => loaders.one(School, 'code', schoolCode),
    },
  },
  records: { Admission: { entity: Admission, subjects: ['childId', 'guardianId'] } },
};

const PRIORITY = `query ($child: ID!) {
  citizen(personalId: $child) { ethnicity disabilityLevel poorHousehold { status } }
}`;

/** Asked in the ministry's own name: who asks for the priority need not be let to see what it rests on. */
async function askPriority(child: string, askExchange: Context['askExchange']) {
  const { data, errors } = await askExchange({
    query: PRIORITY,
    variables: { child },
    purpose: 'admission-priority',
    case: { id: `UT-${child.slice(-6)}`, subjects: [child] },
  });
  if (!data?.['citizen'] || errors.length > 0) throw new AdmissionUnverified();
  return admissionPriorityOf(data['citizen']);
}

const FACTS = `query ($child: ID!, $guardian: ID!, $school: ID!) {
  child: citizen(personalId: $child) { isInSchoolZone(school: $school) admissionPriority }
  guardian: citizen(personalId: $guardian) { isGuardianOf(child: $child) }
}`;

interface Facts {
  readonly child: {
    readonly isInSchoolZone: boolean | null;
    readonly admissionPriority: string | null;
  } | null;
  readonly guardian: { readonly isGuardianOf: boolean | null } | null;
}

/**
 * Admits a child to a school by what the registers say, and not by papers. The same dossier is admitted once: sent again,
 * it finds what was decided.
 */
async function admit(input: AdmitPupil, context: Context): Promise<Admission> {
  const { caller } = context;
  // What the ministry does itself it answers for itself.
  if (caller.kind !== 'agency' || caller.agency !== 'moet')
    holdToCase(context, input.dossier, input.childPersonalId, input.guardianPersonalId);
  const { database, askExchange, loaders } = context;
  const admissions = database.getRepository(Admission);
  const earlier = await admissions.findOneBy({ dossier: input.dossier });
  if (earlier) return sameAs(earlier, input);

  const school = await loaders.one(School, 'code', input.school);
  if (!school) throw new SchoolUnknown();
  const { data, errors } = await askExchange({
    query: FACTS,
    variables: { child: input.childPersonalId, guardian: input.guardianPersonalId, school: input.school },
    purpose: 'school-admission',
    case: { id: input.dossier, subjects: [input.childPersonalId, input.guardianPersonalId] },
  });
  const { child, guardian } = (data ?? {}) as Partial<Facts>;
  if (errors.length > 0 || !child || !guardian) throw new AdmissionUnverified();
  if (guardian.isGuardianOf !== true) throw new NotGuardian();
  if (child.isInSchoolZone !== true) throw new OutOfZone();
  if ((await admissions.countBy({ schoolCode: school.code })) >= school.places) throw new SchoolFull();

  await admissions
    .createQueryBuilder()
    .insert()
    .values({
      dossier: input.dossier,
      childId: input.childPersonalId,
      guardianId: input.guardianPersonalId,
      schoolCode: input.school,
      priority: child.admissionPriority ?? 'NONE',
      admittedOn: isoDay(legalDay(Date.now())),
    })
    .orIgnore()
    .execute();
  // Of two requests at the same time the first one stands.
  return sameAs(await admissions.findOneByOrFail({ dossier: input.dossier }), input);
}

function sameAs(admitted: Admission, { childPersonalId, guardianPersonalId, school }: AdmitPupil): Admission {
  const same =
    admitted.childId === childPersonalId &&
    admitted.guardianId === guardianPersonalId &&
    admitted.schoolCode === school;
  if (!same) throw new DossierTaken();
  return admitted;
}

export class DossierTaken extends ExchangeError {
  constructor() {
    super('DOSSIER_TAKEN', 409, 'Another admission was decided under this dossier number.', {
      messageVi: 'Số hồ sơ này đã được dùng để quyết định một trường hợp tuyển sinh khác.',
    });
  }
}
export class SchoolUnknown extends ExchangeError {
  constructor() {
    super('SCHOOL_UNKNOWN', 404, 'No school has this code.', {
      messageVi: 'Không có trường nào mang mã này.',
    });
  }
}
export class SchoolFull extends ExchangeError {
  constructor() {
    super('SCHOOL_FULL', 409, 'The school has admitted as many pupils as it has places.', {
      messageVi: 'Trường đã tuyển đủ chỉ tiêu.',
    });
  }
}
export class NotGuardian extends ExchangeError {
  constructor() {
    super(
      'NOT_GUARDIAN',
      403,
      'The population register does not know the applicant as a guardian of the child.',
      { messageVi: 'Cơ sở dữ liệu dân cư không ghi nhận người nộp hồ sơ là người giám hộ của trẻ.' },
    );
  }
}
export class OutOfZone extends ExchangeError {
  constructor() {
    super('OUT_OF_ZONE', 409, 'The child does not live in the zone of the school.', {
      messageVi: 'Nơi cư trú của trẻ không thuộc địa bàn tuyển sinh của trường.',
    });
  }
}
/** Nothing was decided: the same dossier may be sent again. */
export class AdmissionUnverified extends ExchangeError {
  constructor() {
    super(
      'ADMISSION_UNVERIFIED',
      503,
      'The registers that an admission rests on did not answer, or refused. Nothing was decided; send the dossier again.',
      {
        messageVi:
          'Các cơ sở dữ liệu làm căn cứ tuyển sinh không trả lời hoặc từ chối. Chưa có gì được quyết định; hãy gửi lại hồ sơ.',
      },
    );
  }
}
