/** A person as other agencies refer to one. */
export interface CitizenReference {
  readonly personalId: string;
}

/** The reference to a person; null for nobody. */
export const citizen = (personalId: string | null) => personalId && { personalId };
