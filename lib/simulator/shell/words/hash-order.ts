import type { Elements } from '../variables'

const ordered = new WeakMap<Elements, Elements>()

/**
 * An associative array in the order in which bash tells it: that of its hash table, which has 1024 buckets (assoc.h) for FNV-1
 * of the key's bytes (hashlib.c); of two keys in one bucket the newer comes first.
 */
export const inHashOrder = (elements: Elements): Elements => {
  let known = ordered.get(elements)
  if (!known) {
    const entries = [...elements].reverse()
    known = new Map(entries.sort(([a], [b]) => bucketOf(String(a)) - bucketOf(String(b))))
    ordered.set(elements, known)
  }
  return known
}

const bucketOf = (key: string): number => {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(key)) hash = Math.imul(hash, 0x01000193) ^ byte
  return hash & 1023
}
