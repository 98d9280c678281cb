import { readdirSync, readFileSync } from 'node:fs';
import type { Consent } from '@lienthong/shared';
import type { PlantingArea } from '../../subgraphs/mae/crops.ts';
import type { DomesticFeed, FeedImport, ImportedFeed } from '../../subgraphs/mae/feed.ts';
import type { AquacultureFarm, FishingVessel } from '../../subgraphs/mae/fishery.ts';
import type { LandParcel, LandPrice } from '../../subgraphs/mae/land.ts';
import type { PoorHousehold } from '../../subgraphs/mae/poverty.ts';
import type { Merit, UnemploymentBenefit } from '../../subgraphs/moha/benefits.ts';
import type { Employment, ForeignWorker } from '../../subgraphs/moha/labour.ts';
import type { Office } from '../../subgraphs/moha/offices.ts';
import type { ClaimAssessment } from '../../subgraphs/mof/claim-assessments.ts';
import type { HealthInsurance } from '../../subgraphs/mof/health-insurance.ts';
import type {
  Contribution,
  DeclaredEmployee,
  InsuranceUnit,
  Pension,
  SocialInsurance,
} from '../../subgraphs/mof/social-insurance.ts';
import type { TaxObligation, TaxRegistration, TaxReturn } from '../../subgraphs/mof/tax.ts';
import type { CultureInspection } from '../../subgraphs/mcst/inspections.ts';
import type { SecuritiesHolding } from '../../subgraphs/mof/securities.ts';
import type { CustomsDeclaration, Invoice } from '../../subgraphs/mof/trade.ts';
import type { Organization, Shareholder } from '../../subgraphs/mof/enterprises.ts';
import type { BirthCertificate, Claim, HealthRecord, TestResult } from '../../subgraphs/moh/entities.ts';
import type { BirthRegistration, MaritalStatus } from '../../subgraphs/moj/civil-status.ts';
import type { JudgmentEnforcement } from '../../subgraphs/moj/enforcement.ts';
import type { NotarialAct } from '../../subgraphs/moj/notary.ts';
import type { Sanction } from '../../subgraphs/moj/sanctions.ts';
import type { SecuredTransaction } from '../../subgraphs/moj/securities.ts';
import type {
  AssetDeclaration,
  VerificationDecision,
} from '../../subgraphs/gov-inspectorate/asset-control.ts';
import type { Diploma } from '../../subgraphs/moet/higher-education.ts';
import type { Pupil, School } from '../../subgraphs/moet/schools.ts';
import type { Product, ProductBatch, TraceEvent } from '../../subgraphs/moit/goods.ts';
import type { MarketInspection } from '../../subgraphs/moit/inspections.ts';
import type { BusinessLicence, ECommerceSite } from '../../subgraphs/moit/trade.ts';
import type { ScienceInspection } from '../../subgraphs/most/inspections.ts';
import type { IndustrialPropertyApplication } from '../../subgraphs/most/registers.ts';
import type { ProductCertificate } from '../../subgraphs/most/standards.ts';
import type { Citizen, Guardianship } from '../../subgraphs/mps/entities.ts';

interface Files {
  'mof/Organization': Organization[];
  'mof/Shareholder': Shareholder[];
  'mof/TaxRegistration': TaxRegistration[];
  'mof/TaxObligation': TaxObligation[];
  'mof/TaxReturn': TaxReturn[];
  'mof/SocialInsurance': SocialInsurance[];
  'mof/Contribution': Contribution[];
  'mof/InsuranceUnit': InsuranceUnit[];
  'mof/DeclaredEmployee': DeclaredEmployee[];
  'mof/Pension': Pension[];
  'mof/HealthInsurance': HealthInsurance[];
  'mof/ClaimAssessment': ClaimAssessment[];
  'mof/CustomsDeclaration': CustomsDeclaration[];
  'mof/Invoice': Invoice[];
  'mof/SecuritiesHolding': SecuritiesHolding[];
  'moha/Employment': Employment[];
  'moha/ForeignWorker': ForeignWorker[];
  'moha/Office': Office[];
  'moha/Merit': Merit[];
  'moha/UnemploymentBenefit': UnemploymentBenefit[];
  'mps/Citizen': Citizen[];
  'mps/Guardianship': Guardianship[];
  'moj/BirthRegistration': BirthRegistration[];
  'moj/MaritalStatus': MaritalStatus[];
  'gov-inspectorate/AssetDeclaration': AssetDeclaration[];
  'gov-inspectorate/VerificationDecision': VerificationDecision[];
  'moet/Diploma': Diploma[];
  'moet/Pupil': Pupil[];
  'moet/School': School[];
  'moj/JudgmentEnforcement': JudgmentEnforcement[];
  'moj/NotarialAct': NotarialAct[];
  'moj/Sanction': Sanction[];
  'moj/SecuredTransaction': SecuredTransaction[];
  'moh/BirthCertificate': BirthCertificate[];
  'moh/HealthRecord': HealthRecord[];
  'moh/TestResult': TestResult[];
  'moh/Claim': Claim[];
  'moh/Consent': Consent[];
  'mae/LandParcel': LandParcel[];
  'mae/LandPrice': LandPrice[];
  'mae/PoorHousehold': PoorHousehold[];
  'mae/PlantingArea': PlantingArea[];
  'mae/FishingVessel': FishingVessel[];
  'mae/AquacultureFarm': AquacultureFarm[];
  'mae/DomesticFeed': DomesticFeed[];
  'mae/ImportedFeed': ImportedFeed[];
  'mae/FeedImport': FeedImport[];
  'moit/Product': Product[];
  'moit/ProductBatch': ProductBatch[];
  'moit/TraceEvent': TraceEvent[];
  'moit/BusinessLicence': BusinessLicence[];
  'moit/ECommerceSite': ECommerceSite[];
  'moit/MarketInspection': MarketInspection[];
  'most/ProductCertificate': ProductCertificate[];
  'most/IndustrialPropertyApplication': IndustrialPropertyApplication[];
  'most/ScienceInspection': ScienceInspection[];
  'mcst/CultureInspection': CultureInspection[];
}

const folder = new URL('../../seeds/synthetic/records/', import.meta.url);

/** What a committed file of the synthetic records says. */
export const textOf = (file: string): string => readFileSync(new URL(`${file}.json`, folder), 'utf8');
export const synthetic = <File extends keyof Files>(file: File): Files[File] =>
  JSON.parse(textOf(file)) as Files[File];

/** The names of all of them. */
export const syntheticFiles = (): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
