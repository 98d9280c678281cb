import { defineSubgraph } from '@lienthong/shared';

export default defineSubgraph({
  name: 'school',
  agency: 'SchoolBoard',
  schema: new URL('./schema.graphql', import.meta.url),
  sharing: new URL('./sharing.yaml', import.meta.url),
  records: { Citizen: { subjects: ['personalId'] } },
  resolvers: {
    Query: { schools: () => [{ name: 'Trường Mẫu', conduct: 'conduct of Trường Mẫu' }] },
    Citizen: { schoolClass: ({ personalId }: { personalId: string }) => `class of ${personalId}` },
  },
});
