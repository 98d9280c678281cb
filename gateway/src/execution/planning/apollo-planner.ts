import { baseType, isInterfaceType, operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import type { DocumentNode } from 'graphql';
import { askedOfSome, ofThoseAsked } from './asked-of-some.ts';
import { dividedPaths, dividedPlaces, leadsTo } from './divided-places.ts';
import { fragmentsByType } from './fragments-by-type.ts';
import { planInParts } from './in-parts.ts';
import { tellApart } from './requirements/tell-apart.ts';
import { MOST_WAYS, withinLimits } from './too-many-ways.ts';
import { fetchesIn, type Required, type Step, type SyncPlanner } from './plan.ts';
import { readPlan, type PathsOf } from './read-plan.ts';

/** The planner of Apollo Federation. Throws where the supergraph does not work. */
export function createApolloPlanner(supergraphSdl: string): SyncPlanner {
  const supergraph = Supergraph.build(supergraphSdl, { validateSupergraph: true });
  const apart = tellApart(supergraphSdl);
  const planned =
    apart.supergraphSdl === supergraphSdl
      ? supergraph
      : Supergraph.build(apart.supergraphSdl, { validateSupergraph: false });
  const plannerThat = (typeConditionedFetching: boolean): QueryPlanner =>
    new QueryPlanner(planned, {
      incrementalDelivery: { enableDefer: true },
      // It would put a caller's fragment wherever the same is asked, also of objects that the fragment cannot be about.
      reuseQueryFragments: false,
      typeConditionedFetching,
      debug: { pathsLimit: MOST_WAYS },
    });
  const planner = plannerThat(false);
  let tellingTypes: QueryPlanner | undefined;
  const apiSchema = supergraph.apiSchema().toGraphQLJSSchema({ includeDefer: true });
  const knownAlone = interfaceObjectsIn(supergraph);
  const nobodys = knownAlone.size > 0 ? leadingToNobody(supergraph) : NONE;
  return {
    apiSchema,
    labels: labelsIn(supergraph),
    plan: (document, labelsOn = NONE) => {
      const byType = (part: DocumentNode): DocumentNode =>
        fragmentsByType(part, apiSchema, knownAlone, nobodys);
      const plannable = knownAlone.size > 0 ? byType(document) : document;
      const overrideConditions = new Map([...labelsOn].map((label) => [label, true]));
      const planBy = (by: QueryPlanner, pathsOf: PathsOf): Step | null => {
        const plan = (part: DocumentNode): Step | null => {
          const operation = operationFromDocument(planned.apiSchema(), part);
          const { node } = withinLimits(() => by.buildQueryPlan(operation, { overrideConditions }));
          return node ? readPlan(node, { asFetched: apart.asFetched, pathsOf }) : null;
        };
        const step = planInParts(plan, plannable, byType);
        return step && knownAlone.size > 0
          ? ofThoseAsked(step, askedOfSome(document, apiSchema, knownAlone), knownAlone)
          : step;
      };
      const step = planBy(planner, (path) => [path]);
      const told = step ? fetchesIn(step).flatMap(({ entities }) => entities ?? []) : [];
      const required = new Set(told.flatMap(({ requires }) => objectsIn(requires)));
      const divided = dividedPlaces(document, apiSchema, { known: knownAlone, required });
      if (!told.some(({ paths }) => paths.some((path) => leadsTo(path, divided)))) return step;
      // Planned so, all objects at a place would be asked for what some are asked for. To tell them apart takes a planner longer.
      tellingTypes ??= plannerThat(true);
      return planBy(tellingTypes, (path) => dividedPaths(path, divided));
    },
  };
}

/** The names of objects that are told, at any depth. */
const objectsIn = (required: readonly Required[]): string[] =>
  required.flatMap(({ below, ...each }) =>
    below ? [...(each.kind === 'field' ? [each.name] : []), ...objectsIn(below)] : [],
  );

const NONE: ReadonlySet<string> = new Set();

/** What `@override` calls the moves of fields. */
function labelsIn({ schema }: Supergraph): string[] {
  const joins = [...(schema.directive('join__field')?.applications() ?? [])];
  const labels = joins.map((join) => (join.arguments() as { overrideLabel?: string }).overrideLabel);
  return [...new Set(labels.filter((label) => label !== undefined))];
}

/** The interfaces that a subgraph knows, and not the types behind them. */
const interfaceObjectsIn = ({ schema }: Supergraph): ReadonlySet<string> =>
  new Set(
    schema
      .interfaceTypes()
      .filter((type) =>
        type.appliedDirectivesOf('join__type').some((join) => join.arguments()['isInterfaceObject'] === true),
      )
      .map(({ name }) => name),
  );

/** The fields, as `Type.field`, by which a subgraph leads to an interface behind which it knows no type. */
function leadingToNobody(supergraph: Supergraph): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { schema } of supergraph.subgraphs())
    for (const type of [...schema.objectTypes(), ...schema.interfaceTypes()])
      for (const field of type.fields()) {
        const below = baseType(field.type!);
        if (isInterfaceType(below) && below.possibleRuntimeTypes().length === 0) found.add(field.coordinate);
      }
  return found;
}
