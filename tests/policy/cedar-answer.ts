import { setFlagsFromString } from 'node:v8';
import { preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import { cedarQuestions, toCedar } from '../../scripts/rules/cedar.ts';
import type { World } from './arbitrary-rules.ts';

// V8 11.3 (Node 20) ends the process ("unreachable code", in `Deoptimizer::TranslatedValueForWasmReturnKind`) when a
// function is deoptimised below an inlined call into WebAssembly that returns an object, as Cedar's calls do.
setFlagsFromString('--no-turbo-inline-js-wasm-calls');

/** What the Cedar evaluator says of every field of a request: permitted, and by which policies it was decided. */
export function askCedar({ rules, classes, request, now, freshness }: World) {
  const { policies, entities } = toCedar(rules, classes);
  const parsed = preparsePolicySet('rules', { staticPolicies: policies });
  if (parsed.type === 'failure') throw new Error(JSON.stringify(parsed.errors));
  return new Map(
    cedarQuestions(request, rules, entities, now, freshness).map((question) => {
      const answer = statefulIsAuthorized({ ...question, entities, preparsedPolicySetId: 'rules' });
      if (answer.type === 'failure') throw new Error(JSON.stringify(answer.errors));
      const { decision, diagnostics } = answer.response;
      // A policy Cedar could not evaluate is one it left out: the translation would be wrong without anybody noticing.
      if (diagnostics.errors.length > 0) throw new Error(JSON.stringify(diagnostics.errors));
      return [question.resource.id, { allowed: decision === 'allow', by: diagnostics.reason }] as const;
    }),
  );
}
