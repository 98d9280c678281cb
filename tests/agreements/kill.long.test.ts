import { expect, it } from '@jest/globals';
import { replay } from '@lienthong/shared/agreements/agreement-change';
import { Agreement, AgreementEvent } from '@lienthong/shared/agreements/entities';
import { OutboxEntry } from '@lienthong/shared/changes/outbox-entry';
import { startCommand } from '../support/command.ts';
import { temporaryFolder } from '../support/folder.ts';
import { openOwner } from './owner.ts';

it('Killed at any moment, an owner has told the feed of everything it kept and of nothing else', async () => {
  const folder = temporaryFolder();
  const promised = new Set<string>();
  try {
    for (let round = 0; round < 3; round += 1) {
      const command = startCommand('tests/agreements/agree-until-killed.ts', [folder.path]);
      await command.said(/\n/);
      await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 100));
      command.signal('SIGKILL');
      const { stdout } = await command.ended;
      // Only a line that was written to its end is a promise.
      for (const id of stdout.split('\n').slice(0, -1)) promised.add(id);

      const owner = await openOwner(folder.path);
      const entries = await owner.database.getRepository(OutboxEntry).find({ order: { number: 'ASC' } });
      const events = await owner.database.getRepository(AgreementEvent).find({ order: { number: 'ASC' } });
      const inForce = await owner.database.getRepository(Agreement).findBy({ status: 'ACTIVE' });
      await owner.close();
      const numbers = entries.map(({ number }) => number);
      expect(numbers).toEqual(numbers.map((_, index) => index + 1));
      expect(events.map(({ number }) => number)).toEqual(numbers);
      expect([...replay(entries).keys()].sort()).toEqual(inForce.map(({ id }) => id).sort());
      expect([...promised].filter((id) => !inForce.some((kept) => kept.id === id))).toEqual([]);
    }
    expect(promised.size).toBeGreaterThan(2);
  } finally {
    folder.remove();
  }
}, 60_000);
