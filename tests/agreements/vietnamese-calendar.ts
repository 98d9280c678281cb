/** The calendar of Viet Nam, computed by Hồ Ngọc Đức's method after Meeus: holds the lunar days of law/holidays.yaml to account. */

const { floor, sin, PI } = Math;
const RADIANS = PI / 180;
/** Viet Nam is UTC+7. */
const ZONE = 7 / 24;
const SYNODIC_MONTH = 29.530588853;
const EPOCH = 2415021.076998695;

/** The Gregorian day, ISO, of a day of the lunar calendar (no leap month). */
export function gregorian(day: number, month: number, year: number): string {
  const [before, after] =
    month < 11 ? [monthEleven(year - 1), monthEleven(year)] : [monthEleven(year), monthEleven(year + 1)];
  const first = floor(0.5 + (before - EPOCH) / SYNODIC_MONTH);
  const months = (month + 1) % 12;
  const leap = after - before > 365 && months >= leapMonth(before) ? 1 : 0;
  return new Date((newMoonDay(first + months + leap) + day - 1 - 2440588) * 86_400_000)
    .toISOString()
    .slice(0, 10);
}

/** The day the month of the winter solstice begins. */
function monthEleven(year: number): number {
  const end = Date.UTC(year, 11, 31) / 86_400_000 + 2440588;
  const number = floor((end - 2415021) / SYNODIC_MONTH);
  const day = newMoonDay(number);
  return sunSector(day) >= 9 ? newMoonDay(number - 1) : day;
}

/** The first month after the eleventh in which the sun enters no new sector. */
function leapMonth(eleventh: number): number {
  const first = floor((eleventh - EPOCH) / SYNODIC_MONTH + 0.5);
  let month = 1;
  while (sunSector(newMoonDay(first + month)) !== sunSector(newMoonDay(first + month + 1))) month += 1;
  return month;
}

const newMoonDay = (number: number): number => floor(newMoon(number) + 0.5 + ZONE);
const sunSector = (day: number): number => floor((sunLongitude(day - 0.5 - ZONE) / PI) * 6);

function newMoon(number: number): number {
  const t = number / 1236.85;
  const sun = (359.2242 + 29.10535608 * number - 0.0000333 * t ** 2 - 0.00000347 * t ** 3) * RADIANS;
  const moon = (306.0253 + 385.81691806 * number + 0.0107306 * t ** 2 + 0.00001236 * t ** 3) * RADIANS;
  const node = (21.2964 + 390.67050646 * number - 0.0016528 * t ** 2 - 0.00000239 * t ** 3) * RADIANS;
  const mean =
    2415020.75933 +
    29.53058868 * number +
    0.0001178 * t ** 2 -
    0.000000155 * t ** 3 +
    0.00033 * sin((166.56 + 132.87 * t - 0.009173 * t ** 2) * RADIANS);
  const correction =
    (0.1734 - 0.000393 * t) * sin(sun) +
    0.0021 * sin(2 * sun) -
    0.4068 * sin(moon) +
    0.0161 * sin(2 * moon) -
    0.0004 * sin(3 * moon) +
    0.0104 * sin(2 * node) -
    0.0051 * sin(sun + moon) -
    0.0074 * sin(sun - moon) +
    0.0004 * sin(2 * node + sun) -
    0.0004 * sin(2 * node - sun) -
    0.0006 * sin(2 * node + moon) +
    0.001 * sin(2 * node - moon) +
    0.0005 * sin(2 * moon + sun);
  return mean + correction - (-0.000278 + 0.000265 * t + 0.000262 * t ** 2);
}

function sunLongitude(day: number): number {
  const t = (day - 2451545) / 36525;
  const anomaly = (357.5291 + 35999.0503 * t - 0.0001559 * t ** 2 - 0.00000048 * t ** 3) * RADIANS;
  const mean = 280.46645 + 36000.76983 * t + 0.0003032 * t ** 2;
  const equation =
    (1.9146 - 0.004817 * t - 0.000014 * t ** 2) * sin(anomaly) +
    (0.019993 - 0.000101 * t) * sin(2 * anomaly) +
    0.00029 * sin(3 * anomaly);
  const longitude = (mean + equation) * RADIANS;
  return longitude - 2 * PI * floor(longitude / (2 * PI));
}
