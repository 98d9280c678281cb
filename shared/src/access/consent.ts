import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Consent as GivenConsent } from '../policy/types.ts';

/**
 * What a person agreed to, in the register of the agency that keeps their data (Law 91/2025 Art 9). The register alone
 * counts: no token can bring a consent.
 */
@Entity()
export class Consent implements GivenConsent {
  @PrimaryColumn('text') id!: string;
  /** The personal id of who gave it. */
  @Index() @Column('text') subject!: string;
  @Column('text') purpose!: string;
  @Column('text') kind!: GivenConsent['kind'];
  @Column('text') validFrom!: string;
  /** The last day it holds; a consent taken back ends on the day before. */
  @Column('text', { nullable: true }) validTo!: string | null;
}
