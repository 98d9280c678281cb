import { agencyRecords, excludedBodies } from './agencies.ts';
import { annexOneMentions, listedDatabases } from './annex-one.ts';
import { committee } from './committee.ts';
import { databaseRecords } from './databases.ts';
import { documentFrom } from './document.ts';
import { outline } from './outline.ts';
import { annexThreeMentions, partnerLinks, partnerRecords } from './partners.ts';
import { annexTwoMentions, priorityDatabases } from './priority-databases.ts';
import { requirements } from './requirements.ts';
import type { Sources } from './sources.ts';
import { tasks } from './tasks.ts';
import { totals } from './totals.ts';
import { vocabulary } from './actors.ts';

/** The Resolution as data: one entry for each file of data/. */
export function extraction(sources: Sources) {
  const { agencies, partners } = sources;
  const links = sources['priority-links'];
  const document = documentFrom(sources.text, sources.corrections);
  const mentions = [annexOneMentions, annexTwoMentions, annexThreeMentions].flatMap((find) => find(document));
  const listed = listedDatabases(document, agencies);
  const partnerRows = partnerLinks(document, agencies, partners);
  const paragraphs = outline(document);
  const naming = { agencies, vocabulary: vocabulary(agencies, sources.actors) };

  return {
    agencies: agencyRecords(agencies, mentions),
    'excluded-bodies': excludedBodies(document, sources['excluded-bodies']),
    totals: totals(document, agencies),
    databases: databaseRecords(listed, sources['same-as'], links),
    'priority-databases': priorityDatabases(document, agencies, links, new Set(listed.map(({ id }) => id))),
    partners: partnerRecords(partners, partnerRows),
    'partner-links': partnerRows,
    tasks: tasks(paragraphs, naming),
    requirements: requirements(sources.requirementsTable, document),
    committee: committee(paragraphs, naming, sources.committee),
  };
}

export type Extraction = ReturnType<typeof extraction>;
