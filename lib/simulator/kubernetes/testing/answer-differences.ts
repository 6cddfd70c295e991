import { changed } from './differences'

/** Each place where two settled answers differ, with what is wanted there and what is given. */
export function answerDifferences(wanted: unknown, given: unknown): string[] {
  const [theirs, ours] = [indexed(wanted), indexed(given)]
  const backwards = new Map([...changed(ours, theirs, '')].map(pathAndValue))
  return [...changed(theirs, ours, '')]
    .map(pathAndValue)
    .map(([path, value]) => `${path}: wanted ${backwards.get(path)}, given ${value}`)
}

/** Lists as maps, so that the element that differs is told. */
function indexed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, indexed(item)]))
}

function pathAndValue(line: string): [string, string] {
  const at = line.indexOf(': ')
  return [line.slice(0, at), line.slice(at + 2)]
}
