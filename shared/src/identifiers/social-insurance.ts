/*
 * The social insurance number (mã số BHXH): ten digits, one for life; no check rule is published. The health insurance card
 * (thẻ BHYT): group (2 letters), benefit level (1–5), province of issue (2), then the social insurance number; cards issued
 * since 01/04/2021 show that number alone. Source: Decision 1351/QĐ-BHXH of 16/11/2015 (structure); Decision 1666/QĐ-BHXH of
 * 03/12/2020 (new card).
 */

export const isSocialInsuranceNumber = (text: string): boolean => /^\d{10}$/.test(text);

export interface SocialInsuranceNumber {
  /** The province that gave it, as social insurance counts provinces. */
  readonly province: string;
  readonly serial: number;
}

export const parseSocialInsuranceNumber = (text: string): SocialInsuranceNumber | null =>
  isSocialInsuranceNumber(text) ? { province: text.slice(0, 2), serial: Number(text.slice(2)) } : null;

export const makeSocialInsuranceNumber = ({ province, serial }: SocialInsuranceNumber): string =>
  `${province}${String(serial).padStart(8, '0')}`;

export interface HealthInsuranceCard {
  /** Such as DN (employees), TE (children under six), HN (poor households), HT (pensioners). */
  readonly group: string;
  readonly level: 1 | 2 | 3 | 4 | 5;
  readonly province: string;
  readonly socialInsuranceNumber: string;
}

const CARD = /^([A-Z]{2})([1-5])(\d{2})(\d{10})$/;

export const isHealthInsuranceCard = (text: string): boolean => CARD.test(text);

export function parseHealthInsuranceCard(text: string): HealthInsuranceCard | null {
  const [, group, level, province, socialInsuranceNumber] = CARD.exec(text) ?? [];
  if (!group) return null;
  return {
    group,
    level: Number(level) as HealthInsuranceCard['level'],
    province: province!,
    socialInsuranceNumber: socialInsuranceNumber!,
  };
}

export const makeHealthInsuranceCard = (card: HealthInsuranceCard): string =>
  `${card.group}${card.level}${card.province}${card.socialInsuranceNumber}`;
