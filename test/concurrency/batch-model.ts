// Long: blocks, rules and batches change each other in memory, so one class keeps them all.

/**
 * Blocks, standing rules and batches in memory, one step after the other. The API is compared with
 * it.
 */

export type Kind = 'reservation' | 'loan';
/** `''`, `activity#a1`, `rule#SINT@CEN`. */
export type Slot = string;
/** The value of a block, its slot, and what set it. Blocks are compared by identity. */
interface ModelBlock {
  readonly kind: Kind;
  readonly slot: Slot;
  readonly says: string;
  readonly by: string;
}
interface ModelCopy {
  branchId: string;
  collection: string | undefined;
  readonly blocks: Map<string, ModelBlock>;
  /** The key of the block of each line of the copy's history. */
  readonly log: string[];
  exceptTo: number | undefined;
}
interface ModelRule {
  readonly collection: string;
  readonly branchId: string | undefined;
  readonly code: number | null;
  readonly activityId: string | undefined;
  readonly edition: number;
}
/** The order of a batch. A change is `lift`, or the value of the block to set. */
export interface ModelOrder {
  readonly selection:
    | { readonly collection: string; readonly branchId?: string }
    | { readonly copyIds: readonly string[] }
    | { readonly activityId: string };
  readonly change: Readonly<Partial<Record<Kind, string>>>;
  readonly activityId: string | undefined;
  readonly includeNewCopies: boolean;
  readonly includeRuled: boolean;
  readonly maker: Who;
}
export type Who = 'admin' | 'staff';
interface Seen {
  readonly outcome: string;
  readonly before: ReadonlyMap<string, ModelBlock>;
  /** The length of the copy's log after the change. */
  readonly at: number;
}
type Results = ReadonlyMap<string, Seen>;
export interface ModelBatch {
  readonly order: ModelOrder;
  status: string;
  runner: Who | undefined;
  undoer: Who | undefined;
  isCancelled: boolean;
  selected: number;
  rule: { readonly edition: number; readonly before: ModelRule | undefined } | undefined;
  preview: Results;
  run: Results;
  undo: Results;
}

/** `CEN` is the branch of staff. */
const mayChange = (who: readonly Who[], branchId: string): boolean =>
  who.every((one) => one === 'admin' || branchId === 'CEN');

export const slotOfActivity = (activityId: string | undefined): Slot =>
  activityId === undefined ? '' : `activity#${activityId}`;
const keyOf = (kind: Kind, slot: Slot): string => (slot === '' ? kind : `${kind}#${slot}`);
const ruleSlot = ({ collection, branchId, activityId }: ModelRule): Slot =>
  activityId === undefined
    ? `rule#${collection}${branchId === undefined ? '' : `@${branchId}`}`
    : slotOfActivity(activityId);

export class BatchModel {
  readonly copies = new Map<string, ModelCopy>();
  readonly rules = new Map<string, ModelRule>();
  readonly batches: ModelBatch[] = [];
  readonly closed = new Set<string>();
  /** The batches of the messages that the worker has not handled yet. */
  readonly messages: ModelBatch[] = [];
  readonly activityIds: readonly string[];
  private editions = 0;

  constructor(activityIds: readonly string[]) {
    this.activityIds = activityIds;
  }

  private put(copy: ModelCopy, key: string, block: ModelBlock | undefined): void {
    if (block) copy.blocks.set(key, block);
    else copy.blocks.delete(key);
    copy.log.push(key);
  }

  /**
   * Sets a block, unless its slot has a block that says the same (rule B9). Answers whether the
   * slot had a block.
   */
  setBlock(copy: ModelCopy, block: ModelBlock): boolean {
    const key = keyOf(block.kind, block.slot);
    const previous = copy.blocks.get(key);
    if (previous?.says !== block.says) this.put(copy, key, block);
    return previous !== undefined;
  }

  /**
   * Lifts all blocks for which `isMeant` holds. That may make the copy an exception to its rule
   * (rule C3). Answers whether there were any.
   */
  lift(copy: ModelCopy, isMeant: (block: ModelBlock) => boolean): boolean {
    const rule = this.ruleFor(copy);
    const had = rule && this.hasBlockOf(copy, rule);
    const meant = [...copy.blocks].filter(([, block]) => isMeant(block));
    for (const [key] of meant) this.put(copy, key, undefined);
    if (rule && had && !this.hasBlockOf(copy, rule)) copy.exceptTo = rule.edition;
    return meant.length > 0;
  }

  /**
   * The rule with a block for this copy: the narrower one, unless its activity is over (rule C1).
   */
  private ruleFor({ collection = '', branchId }: ModelCopy): (ModelRule & { code: number }) | undefined {
    const rules = [this.rules.get(`${collection} ${branchId}`), this.rules.get(`${collection} `)];
    const rule = rules.find((one) => one && !this.closed.has(one.activityId ?? ''));
    const { code = null } = rule ?? {};
    return !rule || code === null ? undefined : { ...rule, code };
  }

  private hasBlockOf(copy: ModelCopy, rule: ModelRule): boolean {
    const slots = rule.activityId === undefined ? ['', ruleSlot(rule)] : [ruleSlot(rule)];
    const codes = slots.map((slot) => Number(copy.blocks.get(keyOf('reservation', slot))?.says ?? 0));
    return codes.some((code) => code >= (rule.code ?? 0));
  }

  /** The copies that lack the block of their rule, and are no exceptions (rule N2). */
  lacking(): readonly string[] {
    return [...this.copies]
      .filter(([, copy]) => {
        const rule = this.ruleFor(copy);
        return rule && copy.exceptTo !== rule.edition && !this.hasBlockOf(copy, rule);
      })
      .map(([copyId]) => copyId);
  }

  /**
   * A copy as the feed sends it. A copy that enters the collection of a rule gets its block (rule
   * C2).
   */
  putCopy(copyId: string, branchId: string, collection: string | undefined): void {
    const fresh = { branchId, collection, blocks: new Map(), log: [], exceptTo: undefined };
    const copy = this.copies.get(copyId) ?? fresh;
    const isElsewhere = copy === fresh || copy.collection !== collection;
    const isReceived = isElsewhere || copy.branchId !== branchId;
    this.copies.set(copyId, Object.assign(copy, { branchId, collection }));
    if (!isReceived) return;
    // It stays an exception as long as it is in the collection (rule C3).
    if (isElsewhere) copy.exceptTo = undefined;
    const rule = this.ruleFor(copy);
    if (rule && copy.exceptTo !== rule.edition && !this.hasBlockOf(copy, rule))
      this.setBlock(copy, {
        kind: 'reservation',
        slot: ruleSlot(rule),
        says: String(rule.code),
        by: 'rule',
      });
  }

  setRule(wanted: Omit<ModelRule, 'edition'>): ModelRule {
    const rule = { ...wanted, edition: ++this.editions };
    this.rules.set(`${rule.collection} ${rule.branchId ?? ''}`, rule);
    return rule;
  }

  close(activityId: string): void {
    this.closed.add(activityId);
    for (const copy of this.copies.values())
      for (const [key, { slot }] of [...copy.blocks])
        if (slot === slotOfActivity(activityId)) this.put(copy, key, undefined);
  }

  /** Whether a batch is about this block (rule M1). */
  private isAbout({ change, activityId, includeRuled }: ModelOrder, { kind, slot }: ModelBlock): boolean {
    const liftsRuled = includeRuled && activityId === undefined && change[kind] === 'lift';
    const isRuled = slot.startsWith('rule#') && liftsRuled;
    return change[kind] !== undefined && (slot === slotOfActivity(activityId) || isRuled);
  }

  private about(order: ModelOrder, copy: ModelCopy): ReadonlyMap<string, ModelBlock> {
    return new Map([...copy.blocks].filter(([, block]) => this.isAbout(order, block)));
  }

  private isSelected({ selection }: ModelOrder, copy: ModelCopy): boolean {
    if ('copyIds' in selection) return true;
    if ('activityId' in selection)
      return [...copy.blocks.values()].some(({ slot }) => slot === slotOfActivity(selection.activityId));
    const { collection, branchId } = selection;
    return copy.collection === collection && [undefined, copy.branchId].includes(branchId);
  }

  private selected(order: ModelOrder): readonly string[] {
    if ('copyIds' in order.selection) return [...new Set(order.selection.copyIds)];
    return [...this.copies].filter(([, copy]) => this.isSelected(order, copy)).map(([copyId]) => copyId);
  }

  /** Whether the batch changes anything on the copy. It makes the change only `forReal`. */
  private apply(order: ModelOrder, copy: ModelCopy, forReal: boolean): boolean {
    const slot = slotOfActivity(order.activityId);
    const kinds = (['reservation', 'loan'] as const).filter((kind) => order.change[kind] !== undefined);
    const lifted = (kind: Kind) => (block: ModelBlock) => block.kind === kind && this.isAbout(order, block);
    const changing = kinds.filter((kind) =>
      order.change[kind] === 'lift'
        ? [...copy.blocks.values()].some(lifted(kind))
        : copy.blocks.get(keyOf(kind, slot))?.says !== order.change[kind],
    );
    for (const kind of forReal ? changing : []) {
      const says = order.change[kind] ?? '';
      if (says === 'lift') this.lift(copy, lifted(kind));
      else this.setBlock(copy, { kind, slot, says, by: 'batch' });
    }
    return changing.length > 0;
  }

  private isTooLate({ change, activityId }: ModelOrder): boolean {
    return Object.values(change).some((says) => says !== 'lift') && this.closed.has(activityId ?? '');
  }

  /** The outcome of a copy in a preview or, with a runner, in a run (rules M3, M4). */
  private outcome(
    order: ModelOrder,
    copyId: string,
    runner: Who | undefined,
    seen: Seen | undefined,
  ): string {
    const copy = this.copies.get(copyId);
    if (!copy) return 'refused unknown-copy';
    if (!this.isSelected(order, copy)) return 'refused left-selection';
    if (!mayChange([order.maker, ...(runner ? [runner] : [])], copy.branchId)) return 'refused other-branch';
    if (!this.apply(order, copy, false)) return 'unchanged';
    const now = this.about(order, copy);
    const isSame =
      seen?.before.size === now.size && [...now].every(([key, block]) => seen.before.get(key) === block);
    if (seen && !seen.outcome.startsWith('refused') && !isSame) return 'refused changed-since';
    if (this.isTooLate(order)) return 'refused activity-over';
    if (!runner) return 'will-change';
    this.apply(order, copy, true);
    return 'changed';
  }

  private pass(batch: ModelBatch, ids: readonly string[], runner?: Who): Results {
    const { order } = batch;
    return new Map(
      ids.map((copyId) => {
        const copy = this.copies.get(copyId);
        const before = copy ? this.about(order, copy) : new Map<string, ModelBlock>();
        const outcome = this.outcome(order, copyId, runner, runner && batch.preview.get(copyId));
        return [copyId, { outcome, before, at: copy?.log.length ?? 0 }];
      }),
    );
  }

  /** The outcome of undoing the batch's change of a copy (rule M5). */
  private undone({ order, undoer = 'admin' }: ModelBatch, copyId: string, { before, at }: Seen): string {
    const copy = this.copies.get(copyId);
    if (!copy) return 'refused unknown-copy';
    const isAbout = (key: string) => {
      const [kind, ...slot] = key.split('#');
      return this.isAbout(order, { kind: kind as Kind, slot: slot.join('#'), says: '', by: '' });
    };
    if (copy.log.slice(at).some(isAbout)) return 'refused changed-since';
    if (!mayChange([undoer], copy.branchId)) return 'refused other-branch';
    const there = this.about(order, copy);
    const keys = [...new Set([...there.keys(), ...before.keys()])].filter(
      (key) => there.get(key) !== before.get(key),
    );
    const isOver = this.closed.has(order.activityId ?? '') && keys.some((key) => before.has(key));
    if (isOver) return 'refused activity-over';
    for (const key of keys) this.put(copy, key, before.get(key));
    const rule = order.change.reservation === 'lift' ? this.ruleFor(copy) : undefined;
    if (rule && this.hasBlockOf(copy, rule)) copy.exceptTo = undefined;
    return 'changed';
  }

  /** Handles all messages, as the worker does. */
  work(): void {
    for (const batch of this.messages.splice(0)) this.goOn(batch);
  }

  private goOn(batch: ModelBatch): void {
    if (!batch.status.endsWith('ing')) return;
    if (batch.isCancelled) {
      Object.assign(batch, { status: 'cancelled', isCancelled: false });
    } else if (batch.status === 'previewing') {
      batch.preview = this.pass(batch, this.selected(batch.order));
      [batch.status, batch.selected] = ['previewed', batch.preview.size];
    } else if (batch.status === 'running') {
      const ids = new Set([...batch.preview.keys(), ...this.selected(batch.order)]);
      batch.run = this.pass(batch, [...ids], batch.runner);
      [batch.status, batch.selected] = ['done', batch.run.size];
    } else {
      const changed = [...batch.run].filter(([, { outcome }]) => outcome === 'changed');
      batch.undo = new Map(
        changed.map(([id, seen]) => [id, { ...seen, outcome: this.undone(batch, id, seen) }]),
      );
      batch.status = 'undone';
    }
  }
}
