import type { Dut } from '../dut/dut'
import { decorate } from './decorate'

type Fields = Readonly<Record<string, string>>

/** Changes what is written into one row of STATE_DB of a DUT; undefined: nothing is written. The answer ends it. */
export const aroundStateRow = (
  { databases }: Dut,
  row: string,
  change: (fields: Fields) => Fields | undefined,
): (() => void) =>
  decorate(databases.state, 'hset', (hset) => (key, fields) => {
    const changed = key === row ? change(fields) : fields
    return changed ? hset(key, changed) : 0
  })
