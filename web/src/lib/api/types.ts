import type { components } from './schema.d.ts';

type Schemas = components['schemas'];

export type Activity = Schemas['Activity'];
export type Batch = Schemas['Batch'];
export type BatchResult = Schemas['BatchResult'];
export type Block = Schemas['Block'];
export type Branch = Schemas['Branch'];
export type CheckIn = Schemas['CheckInAnswer'];
export type CheckOut = Schemas['CheckOutAnswer'];
export type Collection = Schemas['Collection'];
export type Copy = Schemas['Copy'];
export type Flag = Schemas['Flag'];
export type HistoryLine = Schemas['HistoryLine'];
export type LoanOfCard = Schemas['LoanOfCard'];
export type Patron = Schemas['Patron'];
export type Report = Schemas['Report'];
export type Reservation = Schemas['Reservation'];
export type StandingRule = Schemas['StandingRule'];
export type Theme = Schemas['Theme'];
export type FoundTitle = Schemas['FoundTitle'];
export type BlockKind = Block['kind'];
