import type { DriverHealthCertificate } from './health-papers.ts';

/** What the latest certificate in force on a day says; null where none is. One that says unfit is not undone by an older one. */
export function fitToDrive(
  certificates: readonly Pick<DriverHealthCertificate, 'fit' | 'issuedOn' | 'validTo'>[],
  day: string,
): boolean | null {
  const latest = certificates
    .filter(({ issuedOn, validTo }) => issuedOn <= day && day <= validTo)
    .sort((one, other) => other.issuedOn.localeCompare(one.issuedOn))[0];
  return latest?.fit ?? null;
}
