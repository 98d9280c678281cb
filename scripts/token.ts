import { readSettings } from '@lienthong/shared/environment';
import { runCommand } from '@lienthong/shared/errors';
import { readArguments } from './read-arguments.ts';
import { issueToken, namesOf, TOKEN_OPTIONS, type Choice } from './token/issue-token.ts';

const HELP = `Prints an access token signed by the development issuer, for the gateway that runs on the same data folder.

  npm run --silent token -- --agency moh --purpose health-referral --case HS-1 --subject 003185000017
  npm run --silent token -- --citizen 003185000017

  --agency ID        the agency that asks
  --purpose ID       what for
  --procedure CODE   the administrative procedure; that of the purpose, where it has one, unless said otherwise
  --case ID          the case, and by --subject ID, once for each, whom or what it is about
  --system NAME      the system that asks (development)
  --officer NAME     the officer
  --territory CODE   the administrative unit the officer works for
  --decision NUMBER  the decision the request rests on
  --approved-by NAME who approved the request, once for each
  --citizen ID       a citizen asks, by personal identification number; goes with none of the above
  --expires TIME     how long it is good: 90s, 15m, 1h (1h)
  --help             this text

DATA_DIR, HOST, GATEWAY_PORT and TOKEN_AUDIENCE must be those of the gateway.
`;

await runCommand(async () => {
  const { values } = readArguments('npm run token --', TOKEN_OPTIONS);
  if (values.help) {
    const { agencies, purposes } = namesOf(readSettings(process.env));
    process.stdout.write(`${HELP}\nAgencies\n${table(agencies)}\nPurposes\n${table(purposes)}`);
    return;
  }
  process.stdout.write(`${await issueToken(values, process.env)}\n`);
});

function table(choices: readonly Choice[]): string {
  const width = Math.max(0, ...choices.map(({ id }) => id.length));
  return choices
    .map(
      ({ id, label }) =>
        `  ${id.padEnd(width)}  ${label ? `${label.vi} / ${label.en}` : ''}`.trimEnd() + '\n',
    )
    .join('');
}
