import { UsageError } from '../options'

/** What `cut -f 1,3-5,7-` lists: from and to, both inclusive, in their order and without overlaps. */
export type Ranges = readonly (readonly [from: number, to: number])[]

/** Throws UsageError; `what` is `field` or `byte/character position`. */
export const rangesOf = (list: string, what: 'field' | 'byte/character position'): Ranges => {
  const ranges = list.split(/[, ]/).map((each): [number, number] => {
    const [, from = '', dash = '', to = ''] = /^(\d*)(-?)(\d*)$/.exec(each) ?? []
    if (from === '' && to === '') {
      if (dash !== '') throw new UsageError('cut', 'invalid range with no endpoint: -')
      throw new UsageError(
        'cut',
        each === ''
          ? `${plural[what]} are numbered from 1`
          : `invalid ${what === 'field' ? 'field value' : 'byte/character position'} ‘${each}’`,
      )
    }
    if (from === '0' || to === '0')
      throw new UsageError('cut', `${plural[what]} are numbered from 1`)
    const first = from === '' ? 1 : Number(from)
    const last = to === '' ? (dash === '' ? first : Infinity) : Number(to)
    if (last < first) throw new UsageError('cut', 'invalid decreasing range')
    return [first, last]
  })
  return ranges.sort(([a], [b]) => a - b)
}

const plural = { field: 'fields', 'byte/character position': 'byte/character positions' } as const

export const isIn = (ranges: Ranges, position: number): boolean =>
  ranges.some(([from, to]) => position >= from && position <= to)
