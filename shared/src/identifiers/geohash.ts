const ALPHABET = '0123456789bcdefghjkmnpqrstuvwxyz';

/** Whether a text is a geohash of twelve signs, as parcels are identified by (Circular 19/2026/TT-BNNMT, Appendix I). */
export const isGeohash = (text: string): boolean => /^[0-9bcdefghjkmnp-z]{12}$/.test(text);

/** The geohash of a point, latitude and longitude in degrees (WGS 84). */
export function encodeGeohash(latitude: number, longitude: number, length = 12): string {
  const ranges = [
    { least: -180, most: 180, value: longitude },
    { least: -90, most: 90, value: latitude },
  ];
  let text = '';
  let bits = 0;
  for (let bit = 0; bit < length * 5; bit += 1) {
    const range = ranges[bit % 2]!;
    const middle = (range.least + range.most) / 2;
    const above = range.value >= middle;
    bits = bits * 2 + (above ? 1 : 0);
    if (above) range.least = middle;
    else range.most = middle;
    if (bit % 5 === 4) {
      text += ALPHABET[bits]!;
      bits = 0;
    }
  }
  return text;
}
