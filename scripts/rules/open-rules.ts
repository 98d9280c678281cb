import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { buildASTSchema, parse, type GraphQLSchema } from 'graphql';
import { StartError } from '@lienthong/shared/errors';
import type { CheckedGraph } from '@lienthong/shared/policy/check/check-rules';
import { classifySupergraph, heldTwice, subgraphsOf } from '@lienthong/shared/policy/classification';
import { compile, type CompiledRules } from '@lienthong/shared/policy/compile';
import { rulesIn, type RuleFiles } from '@lienthong/shared/policy/reading/rule-files';
import type { RuleSet } from '@lienthong/shared/policy/types';
import { openRuleFiles } from '@lienthong/shared/rule-files';

/** The rules of one checkout and the graph they are about. */
export interface OpenedRules {
  readonly files: RuleFiles;
  readonly ruleSet: RuleSet;
  readonly compiled: CompiledRules;
  readonly graph: CheckedGraph;
  readonly schema: GraphQLSchema;
  /** The composed graph, as its file has it. */
  readonly supergraph: string;
}

/** Opens `law/`, every `subgraphs/<agency>/sharing.yaml`, the gateway's own, and the composed graph below a folder. */
export function openRules(root: string): OpenedRules {
  const files = openRuleFiles(relativeTo(root, 'law'), sharingFiles(root));
  const file = relativeTo(root, join('gateway', 'supergraph.graphql'));
  const supergraph = readSupergraph(file);
  const document = parse(supergraph, { noLocation: true });
  const graph = {
    file,
    classes: classifySupergraph(document),
    agencies: subgraphsOf(document),
    heldTwice: heldTwice(document),
  };
  const ruleSet = rulesIn(files);
  return {
    files,
    ruleSet,
    compiled: compile(ruleSet, graph.classes),
    graph,
    schema: buildASTSchema(document, { assumeValidSDL: true }),
    supergraph,
  };
}

function sharingFiles(root: string): string[] {
  const folder = join(root, 'subgraphs');
  if (!existsSync(folder)) throw new StartError('NO_RULES', `${root} holds no folder "subgraphs".`);
  const ofAgencies = readdirSync(folder)
    .sort()
    .map((agency) => join('subgraphs', agency, 'sharing.yaml'));
  return [...ofAgencies, OF_THE_GATEWAY]
    .map((file) => relativeTo(root, file))
    .filter((file) => existsSync(file));
}

/** What the gateway shares of what only it knows. */
const OF_THE_GATEWAY = join('gateway', 'sharing.yaml');

function readSupergraph(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new StartError('NO_SUPERGRAPH', `${file} cannot be read: run npm run compose first.`);
  }
}

/** As short as a terminal can open it from where the command runs. */
const relativeTo = (root: string, path: string): string => {
  const short = relative(process.cwd(), join(root, path));
  return short.startsWith('..') ? join(root, path) : short;
};
