import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Answer } from '../support/ask.ts';
import { resolution } from '../support/resolution.ts';

type Ask = (query: string, variables?: Readonly<Record<string, unknown>>) => Promise<Answer>;
interface Identified {
  readonly id: string;
}

const agencies = resolution('agencies');
const databases = resolution('databases');
const partners = resolution('partners');
const partnerLinks = resolution('partner-links');
const priorityDatabases = resolution('priority-databases');
const tasks = resolution('tasks');
const requirements = resolution('requirements');
const committee = resolution('committee');

const typeOf = new Map(agencies.map(({ id, type }) => [id, type]));
const inOrder = (ids: readonly string[]): Identified[] =>
  agencies.filter(({ id }) => ids.includes(id)).map(({ id }) => ({ id }));
const idsOf = (rows: readonly Identified[]): string[] => rows.map(({ id }) => id);

/** What the National Data Center's subgraph answers alone, on whichever database it keeps its rows. */
export function answersTheRegister(ask: Ask): void {
  const data = async (query: string, variables?: Readonly<Record<string, unknown>>) => {
    const { body } = await ask(query, variables);
    expect(body.errors).toBeUndefined();
    return body.data;
  };
  const refusal = async (query: string, variables?: Readonly<Record<string, unknown>>) => {
    const { body } = await ask(query, variables);
    return body.errors?.map(({ extensions }) => extensions.code);
  };

  describe('Agencies', () => {
    it('are the 24, each by its own type, in their order', async () => {
      expect(await data('{ agencies { __typename id } }')).toEqual({
        agencies: agencies.map(({ id, type }) => ({ __typename: type, id })),
      });
    });

    it.each(idsOf(agencies))('are found by id: %s', async (id) => {
      const found = await data('query ($id: ID!) { agency(id: $id) { __typename id } }', { id });
      expect(found).toEqual({ agency: { __typename: typeOf.get(id), id } });
    });

    it.each([['nobody'], [''], ['MOJ'], ['ndc'], ["moj' OR '1'='1"]])(
      'there is none with the id %j',
      async (id) => {
        expect(await data('query ($id: ID!) { agency(id: $id) { id } }', { id })).toEqual({ agency: null });
      },
    );
  });

  describe('Partners', () => {
    it('are the eight, with every agency each accompanies', async () => {
      expect(await data('{ partners { id name nameEn shortName printedVariants agencies { id } } }')).toEqual(
        {
          partners: partners.map(({ id, name, nameEn, shortName, printedVariants }) => ({
            id,
            name,
            nameEn,
            shortName,
            printedVariants,
            agencies: inOrder(
              partnerLinks.filter(({ partner }) => partner === id).map(({ agency }) => agency),
            ),
          })),
        },
      );
    });

    it('hold every link of Annex III from the partner’s side', async () => {
      const answered = (await data('{ partners { id agencies { id } } }'))
        .partners as readonly (Identified & {
        agencies: Identified[];
      })[];
      const links = answered.flatMap(({ id, agencies: served }) =>
        served.map((agency) => `${agency.id} ${id}`),
      );
      expect(links.sort()).toEqual(partnerLinks.map(({ agency, partner }) => `${agency} ${partner}`).sort());
    });

    it('are found by id, as entities too; an unknown id is null', async () => {
      const answered = await data(
        `query ($of: [_Any!]!) {
          partner(id: "viettel") { name }
          nobody: partner(id: "nobody") { name }
          _entities(representations: $of) { ... on Partner { name } }
        }`,
        { of: ['viettel', 'nobody'].map((id) => ({ __typename: 'Partner', id })) },
      );
      const { name } = partners.find(({ id }) => id === 'viettel')!;
      expect(answered).toEqual({ partner: { name }, nobody: null, _entities: [{ name }, null] });
    });
  });

  describe('Priority databases', () => {
    it('are the eleven of Annex II, item by item', async () => {
      const answered = await data(`{ priorityDatabases {
        id ordinal line name printedName deadline printedDeadline databasesNote databasesNoteEn
        lead { __typename id }
        tasks { label line text printedText } mechanisms { label line text printedText }
        databases { id owner { id } }
      } }`);
      const items = (of: (typeof priorityDatabases)[number]['tasks']) =>
        of.map(({ label, line, text, printed }) => ({ label, line, text, printedText: printed }));
      expect(answered.priorityDatabases).toEqual(
        priorityDatabases.map((row) => ({
          id: row.id,
          ordinal: row.ordinal,
          line: row.line,
          name: row.name,
          printedName: row.printedName,
          deadline: row.deadline.iso,
          printedDeadline: row.deadline.printed,
          databasesNote: row.databasesNote?.vi ?? null,
          databasesNoteEn: row.databasesNote?.en ?? null,
          lead: { __typename: typeOf.get(row.lead), id: row.lead },
          tasks: items(row.tasks),
          mechanisms: items(row.mechanisms),
          databases: [...row.databases]
            .sort()
            .map((id) => ({ id, owner: { id: databases.find((each) => each.id === id)!.owner } })),
        })),
      );
    });

    it('are found by id; an unknown id is null', async () => {
      expect(
        await data(
          '{ found: priorityDatabase(id: "P-04") { id } nobody: priorityDatabase(id: "P-12") { id } }',
        ),
      ).toEqual({
        found: { id: 'P-04' },
        nobody: null,
      });
    });
  });

  describe('Tasks', () => {
    const found = async (filter: string) =>
      idsOf((await data(`{ tasks${filter} { id } }`)).tasks as Identified[]);
    const due = (test: (lastDay: string) => boolean) =>
      idsOf(tasks.filter(({ deadline }) => deadline?.lastDay && test(deadline.lastDay)));

    it('say who leads, who cooperates and by when', async () => {
      const answered = await data(`{ tasks {
        id section line text printedText request
        deadline { printed iso lastDay } recurrence { printed interval beforeDay }
        lead { id } leadPrinted leadOthers cooperating { id } cooperatingPrinted cooperatingOthers
      } }`);
      expect(answered.tasks).toEqual(
        tasks.map(
          ({ id, section, line, text, printed, request, deadline, recurrence, lead, cooperating }) => ({
            id,
            section,
            line,
            text,
            printedText: printed,
            request,
            deadline,
            recurrence,
            lead: inOrder(lead.agencies),
            leadPrinted: lead.printed,
            leadOthers: lead.others,
            cooperating: inOrder(cooperating.agencies),
            cooperatingPrinted: cooperating.printed,
            cooperatingOthers: cooperating.others,
          }),
        ),
      );
    });

    it.each(idsOf(agencies))('are found by agency, in either part: %s', async (id) => {
      const led = idsOf(tasks.filter(({ lead }) => lead.agencies.includes(id)));
      const joined = idsOf(tasks.filter(({ cooperating }) => cooperating.agencies.includes(id)));
      expect(await found(`(agency: "${id}", role: LEAD)`)).toEqual(led);
      expect(await found(`(agency: "${id}", role: COOPERATING)`)).toEqual(joined);
      expect(await found(`(agency: "${id}")`)).toEqual(
        idsOf(tasks).filter((task) => [...led, ...joined].includes(task)),
      );
    });

    it('are found by role alone: those that any agency has this part in', async () => {
      expect(await found('(role: COOPERATING)')).toEqual(
        idsOf(tasks.filter(({ cooperating }) => cooperating.agencies.length > 0)),
      );
    });

    it.each([
      [
        'before the last day of their month, not',
        '(dueBefore: "2025-08-31")',
        (day: string) => day < '2025-08-31',
      ],
      ['the day after it, yes', '(dueBefore: "2025-09-01")', (day: string) => day <= '2025-08-31'],
      [
        'after the last day of their month, not',
        '(dueAfter: "2025-08-31")',
        (day: string) => day > '2025-08-31',
      ],
      ['after the day before it, yes', '(dueAfter: "2025-08-30")', (day: string) => day >= '2025-08-31'],
      [
        'a bare year falls due on 31 December',
        '(dueAfter: "2025-12-30", dueBefore: "2026-01-01")',
        (day: string) => day === '2025-12-31',
      ],
      ['a bare year is not due before', '(dueAfter: "2025-11-30", dueBefore: "2025-12-31")', () => false],
      ['a window that is empty', '(dueAfter: "2025-09-30", dueBefore: "2025-09-30")', () => false],
      ['on a leap day', '(dueAfter: "2024-02-29")', (day: string) => day > '2024-02-29'],
    ])('are found by their last day: %s', async (_, filter, test) => {
      expect(await found(filter)).toEqual(due(test));
    });

    it('are found by agency and day together', async () => {
      const both = tasks.filter(
        ({ lead, deadline }) => lead.agencies.includes('most') && (deadline?.lastDay ?? '9') < '2025-09-01',
      );
      expect(both.length).toBeGreaterThan(1);
      expect(await found('(agency: "most", role: LEAD, dueBefore: "2025-09-01")')).toEqual(idsOf(both));
    });

    it.each([
      '2025-02-30',
      '2025-02-29',
      '2025-13-01',
      '2025-00-10',
      '2025-9-1',
      '01/09/2025',
      '2025-09',
      '2025-09-01T00:00:00Z',
      '',
      'hôm nay',
    ])('refuse %j, which is no date', async (date) => {
      for (const argument of ['dueBefore', 'dueAfter']) {
        const { body } = await ask(`query ($date: String) { tasks(${argument}: $date) { id } }`, { date });
        expect(body).toMatchObject({
          data: { tasks: null },
          errors: [{ extensions: { code: 'INVALID_DATE', argument } }],
        });
      }
    });

    it('refuse an agency that is none', async () => {
      expect(await refusal('{ tasks(agency: "nobody") { id } }')).toEqual(['UNKNOWN_AGENCY']);
    });
  });

  it('Requirements are the 94 objectives, requirements and rules, by kind too', async () => {
    const fields = 'id kind line text says gateway strength';
    const answered = await data(`{ all: requirements { ${fields} } rules: requirements(kind: RULE) { id } }`);
    expect(answered).toEqual({
      all: requirements.map(({ strength, ...row }) => ({ ...row, strength: strength.toUpperCase() })),
      rules: requirements.filter(({ kind }) => kind === 'RULE').map(({ id }) => ({ id })),
    });
  });

  it('The Committee has its standing body, its members with their agencies, and its duties', async () => {
    const answered = await data(`{ committee {
      name nameEn function standingBody { id }
      members { title titleEn role roleEn rank line agencies { id } }
      duties { id line text }
    } }`);
    expect(answered.committee).toEqual({
      name: committee.name,
      nameEn: committee.nameEn,
      function: committee.function.text,
      standingBody: { id: committee.standingBody.agency },
      members: committee.members.map(({ title, titleEn, role, roleEn, rank, line, agencies: from }) => ({
        title,
        titleEn,
        role,
        roleEn,
        rank,
        line,
        agencies: inOrder(from),
      })),
      duties: committee.duties.map(({ id, line, text }) => ({ id, line, text })),
    });
  });

  it('The bodies the Resolution excepts are named', async () => {
    const answered = await data('{ excludedBodies { name nameEn line note noteEn } }');
    const byName = (one: { name: string }, other: { name: string }) => (one.name < other.name ? -1 : 1);
    expect([...(answered.excludedBodies as { name: string }[])].sort(byName)).toEqual(
      resolution('excluded-bodies')
        .map(({ name, nameEn, line, note }) => ({ name, nameEn, line, note: note.vi, noteEn: note.en }))
        .sort(byName),
    );
  });

  it('Statistics count what there is', async () => {
    const counted = <Key extends 'group' | 'form'>(key: Key) =>
      [...new Set(databases.map((row) => row[key]))]
        .sort()
        .map((value) => ({ [key]: value, count: databases.filter((row) => row[key] === value).length }));
    const answered = await data(`{ statistics {
      agencies databases priorityDatabases partners partnerLinks tasks requirements
      databasesByGroup { group count } databasesByForm { form count }
    } }`);
    expect(answered.statistics).toEqual({
      agencies: agencies.length,
      databases: databases.length,
      priorityDatabases: priorityDatabases.length,
      partners: partners.length,
      partnerLinks: partnerLinks.length,
      tasks: tasks.length,
      requirements: requirements.length,
      databasesByGroup: counted('group'),
      databasesByForm: counted('form'),
    });
  });

  const FILTERED = `query ($agency: ID, $group: DatabaseGroup, $form: DatabaseForm, $priority: Boolean, $search: String, $first: Int, $after: String) {
    databases(agency: $agency, group: $group, form: $form, priority: $priority, search: $search, first: $first, after: $after) {
      totalCount
      edges { cursor node { id } }
      nodes { id }
      pageInfo { startCursor endCursor hasNextPage hasPreviousPage }
    }
  }`;
  interface Page {
    totalCount: number;
    edges: { cursor: string; node: Identified }[];
    nodes: Identified[];
    pageInfo: {
      startCursor: string | null;
      endCursor: string | null;
      hasNextPage: boolean;
      hasPreviousPage: boolean;
    };
  }
  const page = async (variables: Readonly<Record<string, unknown>>) =>
    (await data(FILTERED, variables)).databases as Page;

  /** In the order of the agencies and the Annex. */
  const registered = agencies.flatMap(({ id }) =>
    databases
      .filter(({ owner }) => owner === id)
      .sort((one, other) => one.group.localeCompare(other.group) || one.ordinal - other.ordinal),
  );

  describe('The register of databases', () => {
    const some = <Value>(values: readonly Value[]) =>
      fc.option(fc.constantFrom(...values), { nil: undefined });

    it('narrows by agency, column, form and priority, alone and together', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.record({
            agency: some(idsOf(agencies)),
            group: some(['A', 'B', 'C']),
            form: some([...new Set(databases.map(({ form }) => form))]),
            priority: some([true, false]),
          }),
          async ({ agency, group, form, priority }) => {
            const expected = registered.filter(
              (row) =>
                (!agency || row.owner === agency) &&
                (!group || row.group === group) &&
                (!form || row.form === form) &&
                (priority === undefined || row.priority.length > 0 === priority),
            );
            const { totalCount, nodes } = await page({ agency, group, form, priority, first: 100 });
            expect([totalCount, idsOf(nodes)]).toEqual([expected.length, idsOf(expected.slice(0, 100))]);
          },
        ),
        {
          numRuns: 40,
          examples: [
            [{ agency: 'moj', group: undefined, form: undefined, priority: undefined }],
            [{ agency: undefined, group: 'B', form: undefined, priority: undefined }],
            [{ agency: undefined, group: undefined, form: 'PORTAL', priority: undefined }],
            [{ agency: undefined, group: undefined, form: undefined, priority: true }],
            [{ agency: undefined, group: undefined, form: undefined, priority: false }],
            [{ agency: 'moj', group: 'C', form: 'DATABASE', priority: true }],
          ],
        },
      );
    });

    it('is walked page by page, every row exactly once, whatever the size of a page', async () => {
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 15, max: 100 }), async (first) => {
          const walked: string[] = [];
          const pages: Page[] = [];
          do {
            const next = await page({ first, after: pages.at(-1)?.pageInfo.endCursor });
            expect(next.pageInfo).toEqual({
              startCursor: next.edges[0]!.cursor,
              endCursor: next.edges.at(-1)!.cursor,
              hasNextPage: walked.length + next.nodes.length < databases.length,
              hasPreviousPage: pages.length > 0,
            });
            expect(next.edges.map(({ node }) => node)).toEqual(next.nodes);
            walked.push(...idsOf(next.nodes));
            pages.push(next);
          } while (pages.at(-1)!.pageInfo.hasNextPage);
          expect(walked).toEqual(idsOf(registered));
          expect(
            pages
              .map(({ nodes }) => nodes.length)
              .slice(0, -1)
              .every((size) => size === first),
          ).toBe(true);
        }),
        { numRuns: 6, examples: [[15], [100], [66], [65]] },
      );
    });

    it('walks what a search and a filter leave, too', async () => {
      const all = await page({ search: 'quản lý', group: 'C', first: 100 });
      const first = await page({ search: 'quản lý', group: 'C', first: 7 });
      const second = await page({
        search: 'quản lý',
        group: 'C',
        first: 100,
        after: first.pageInfo.endCursor,
      });
      expect(all.totalCount).toBeGreaterThan(20);
      expect([...idsOf(first.nodes), ...idsOf(second.nodes)]).toEqual(idsOf(all.nodes));
      expect(second.pageInfo.hasNextPage).toBe(false);
    });

    it('gives a row the same cursor on every page and in every filter', async () => {
      const [whole, narrow] = await Promise.all([page({ first: 100 }), page({ agency: 'moit', first: 3 })]);
      const cursors = new Map(whole.edges.map(({ cursor, node }) => [node.id, cursor]));
      expect(narrow.edges.map(({ node }) => cursors.get(node.id))).toEqual(
        narrow.edges.map(({ cursor }) => cursor),
      );
    });

    it('gives 20 rows unless told otherwise, none where none are wanted, and nothing behind the last', async () => {
      expect((await page({})).nodes).toHaveLength(20);
      expect(await page({ first: 0 })).toEqual({
        totalCount: databases.length,
        edges: [],
        nodes: [],
        pageInfo: { startCursor: null, endCursor: null, hasNextPage: true, hasPreviousPage: false },
      });
      const last = await page({ agency: 'spc', first: 1 });
      expect((await page({ agency: 'spc', after: last.pageInfo.endCursor })).nodes).toEqual([]);
    });

    it.each([
      ['a page below nothing', 'INVALID_PAGE_SIZE', { first: -1 }],
      ['a page above the largest', 'INVALID_PAGE_SIZE', { first: 101 }],
      ['a cursor nobody gave', 'INVALID_CURSOR', { after: 'somewhere' }],
      ['a bare id for a cursor', 'INVALID_CURSOR', { after: 'moj-A-01' }],
      [
        'a cursor of a row the filter leaves out',
        'INVALID_CURSOR',
        { agency: 'moj', after: cursorOf('mps-A-01') },
      ],
      ['an agency that is none', 'UNKNOWN_AGENCY', { agency: 'nobody' }],
      ['an agency by its name', 'UNKNOWN_AGENCY', { agency: 'Bộ Tư pháp' }],
    ])('refuses %s: %s', async (_, code, variables) => {
      expect(await refusal(FILTERED, variables)).toEqual([code]);
    });

    it('finds one row by its id; an unknown id is null', async () => {
      expect(
        await data(
          '{ found: database(id: "moj-A-01") { id owner { id } } nobody: database(id: "moj-Z-01") { id } }',
        ),
      ).toEqual({
        found: { id: 'moj-A-01', owner: { id: 'moj' } },
        nobody: null,
      });
    });
  });

  describe('Search', () => {
    const named = new Map(databases.map(({ id, name }) => [id, name]));
    const search = async (text: string) =>
      idsOf((await page({ search: text, first: 100 })).nodes).map((id) => named.get(id)!);

    it.each([
      ['dat dai', 'CSDL quốc gia về Đất đai'],
      ['đất đai', 'CSDL quốc gia về Đất đai'],
      ['ĐẤT ĐAI', 'CSDL quốc gia về Đất đai'],
      ['Đất đai', 'CSDL quốc gia về Đất đai'],
      ['đất đai'.normalize('NFD'), 'CSDL quốc gia về Đất đai'],
      ['  đất   đai  ', 'CSDL quốc gia về Đất đai'],
      ['dai dat', 'CSDL quốc gia về Đất đai'],
      ['đất đa', 'CSDL quốc gia về Đất đai'],
      ['co so du lieu dat dai', 'CSDL quốc gia về Đất đai'],
      ['CSDL đất đai', 'CSDL quốc gia về Đất đai'],
      ['csdlqg dat dai', 'CSDL quốc gia về Đất đai'],
      ['bao hiem y te', 'Hệ thống giám định bảo hiểm y tế'],
      ['bảo hiểm', 'Cơ sở dữ liệu Bảo hiểm'],
      ['giá', 'Cơ sở dữ liệu Giá'],
      ['gia', 'Cơ sở dữ liệu Giá'],
      ['thuế', 'Cơ sở dữ liệu Thuế'],
      ['y tế', 'CSDL Quốc gia về y tế'],
      ['dân cư', 'CSDL Quốc gia về dân cư'],
      ['hộ tịch', 'Cơ sở dữ liệu hộ tịch điện tử'],
      ['giay phep lai', 'CSDL giấy phép lái xe'],
      ['gplx', 'CSDL giấy phép lái xe'],
      ['CCCD', 'CSDL Căn cước công dân'],
      ['pccc', 'CSDL về phòng cháy chữa cháy và cứu hộ, cứu nạn'],
      ['tthc', 'Cơ sở dữ liệu quốc gia về Thủ tục hành chính'],
      ['thủ tục hành chính', 'Cơ sở dữ liệu quốc gia về Thủ tục hành chính'],
      ['đầu tư công', 'Cơ sở dữ liệu quốc gia về đầu tư công'],
      ['dau thau', 'Cơ sở dữ liệu quốc gia về đấu thầu'],
      ['khoa học và công nghệ', 'CSDL Khoa học và công nghệ'],
      ['vi pham hanh chinh', 'Cơ sở dữ liệu xử lý vi phạm hành chính'],
      ['môi trường', 'Cơ sở dữ liệu môi trường quốc gia'],
      [
        'toà án',
        'Hệ thống phần mềm quản lý nghiệp vụ thụ lý, giải quyết các loại vụ, việc dùng chung của Tòa án nhân dân',
      ],
      ['o to', 'CSDL Ô tô'],
      ['3.0', 'CSDL đảng viên 3.0'],
      ['e-office', 'Hệ thống quản lý văn bản và hồ sơ công việc của Văn phòng Chính phủ (e-Office)'],
    ])('for %j finds first: %s', async (text, first) => {
      expect((await search(text))[0]).toBe(first);
    });

    it('knows abbreviations either way: what is written short and what is written out', async () => {
      const byAbbreviation = await search('bhyt');
      expect([...byAbbreviation].sort()).toEqual((await search('bảo hiểm y tế')).sort());
      expect(byAbbreviation.some((name) => /bảo hiểm y tế/.test(name))).toBe(true);
      expect(byAbbreviation.filter((name) => /BHYT/.test(name))).toHaveLength(2);
      expect((await search('KH&CN')).sort()).toEqual((await search('khcn')).sort());
      expect(await search('khcn')).toContain('CSDL quốc gia về khoa học và công nghệ');
    });

    it('knows an abbreviation that is not finished', async () => {
      expect(await search('bhy')).toEqual(expect.arrayContaining(await search('bhyt')));
    });

    it('puts the text as it was typed before the same letters with other diacritics', async () => {
      const names = await search('sử');
      const typed = names.filter((name) => /(^|\s)sử(\s|$)/i.test(name));
      expect(typed.length).toBeGreaterThan(1);
      expect(names.slice(0, typed.length).sort()).toEqual(typed.sort());
      expect(names.some((name) => /(^|\s)sự(\s|$)/i.test(name))).toBe(true);
    });

    it('puts whole words before longer ones they begin', async () => {
      const names = await search('gia');
      const whole = names.map((name) =>
        plain(name)
          .split(/[^a-z]+/)
          .includes('gia'),
      );
      expect(whole.lastIndexOf(true)).toBeLessThan(whole.indexOf(false));
    });

    it('puts a word as it was typed before longer ones it begins', async () => {
      const names = await search('giá');
      const whole = names.map((name) => /(?<!\p{L})giá(?!\p{L})/iu.test(name));
      const begun = names.map((name, index) => !whole[index] && /(?<!\p{L})giá\p{L}/iu.test(name));
      expect(whole.filter(Boolean).length).toBeGreaterThan(3);
      expect(whole.lastIndexOf(true)).toBeLessThan(begun.indexOf(true));
    });

    it('finds a word wherever it stands, and everything it finds holds every word', async () => {
      const names = await search('tài sản quản lý');
      expect(names).toContain('CSDL quản lý tài sản công');
      expect(names.length).toBeGreaterThan(1);
      for (const name of names)
        for (const word of ['tai', 'san', 'quan', 'ly']) expect(plain(name)).toContain(word);
    });

    it('finds every database by its own name, first or beside its namesakes', async () => {
      const sought = databases.filter((_, index) => index % 6 === 0);
      const missed: string[] = [];
      for (const { name } of sought) if ((await search(name))[0] !== name) missed.push(name);
      expect(missed).toEqual([]);
    });

    it.each(['', '   '])('for %j is no search: the register as it stands', async (text) => {
      expect((await page({ search: text })).totalCount).toBe(databases.length);
    });

    it.each(['phi thuyền', 'đất sao hỏa', '"', '*', '.', '-', '&', '中文', '😀', '\u0000', '%', '_'])(
      'for %j finds nothing',
      async (text) => {
        expect(await page({ search: text })).toMatchObject({
          totalCount: 0,
          nodes: [],
          pageInfo: { hasNextPage: false },
        });
      },
    );

    const SYNTAX = [
      '"',
      "'",
      '*',
      '(',
      ')',
      '{',
      '}',
      '^',
      ':',
      '+',
      '-',
      '|',
      '&',
      '!',
      '<->',
      ';--',
      '\\',
      'OR',
      'AND',
      'NOT',
      'NEAR(',
      'NEAR(a b, 5)',
      'words:',
      'id:',
      ':*',
      '?',
      '$1',
      '--',
      '/*',
      '\u0000',
      '\n',
    ];

    it('takes the engines’ own syntax for plain text, wherever it stands', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(
            fc.oneof(fc.constantFrom(...SYNTAX), fc.constantFrom('đất', 'dai', 'y tế', 'csdl'), fc.string()),
            { maxLength: 6 },
          ),
          fc.constantFrom('', ' '),
          async (parts, between) => {
            expect((await page({ search: parts.join(between), first: 1 })).totalCount).toBeLessThanOrEqual(
              databases.length,
            );
          },
        ),
        { numRuns: 150, examples: SYNTAX.map((text) => [[text, 'đất'], ' ']) },
      );
      expect(await search('đất" OR "đai')).toEqual([]);
      expect(await search('"đất đai"')).toEqual(['CSDL quốc gia về Đất đai']);
      expect(await search('đất; đai*')).toEqual(['CSDL quốc gia về Đất đai']);
    });

    it.each([
      ['many words', 'đất '.repeat(5_000)],
      ['many different words', Array.from({ length: 5_000 }, (_, index) => `từ${index}`).join(' ')],
      ['a word without end', 'a'.repeat(20_000)],
    ])('is not upset by %s', async (_, text) => {
      expect((await page({ search: text })).totalCount).toBeLessThan(10);
    });

    it('works together with the filters', async () => {
      const { nodes } = await page({ search: 'vi phạm hành chính', agency: 'moj', priority: true });
      expect(idsOf(nodes)).toEqual(['moj-A-04', 'moj-C-02']);
    });
  });
}

const cursorOf = (id: string): string => Buffer.from(`id:${id}`).toString('base64url');

const plain = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .replaceAll('đ', 'd');
