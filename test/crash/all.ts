import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { type Crash, changePoints, crash } from './crash'
import { everyCrash } from './draws'
import { owned } from './owned'
import { tableOf, type Tried } from './table'
import { complaints } from './verdict'

/**
 * Every accident at every change point, outside of node:test, whose tracking of promises would cost a quarter of the
 * time. Each is noted in a file as it ends: whoever starts it again goes on where it stopped.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      points: { type: 'string' },
      accident: { type: 'string' },
      results: { type: 'string' },
    },
  })
  const results = values.results ?? path.join(__dirname, '../../reports/crashes.jsonl')
  mkdirSync(path.dirname(results), { recursive: true })
  const tried = existsSync(results) ? readTried(results) : []
  const points = await owned((owner) => changePoints(owner))
  const [from = 0, to = points.length - 1] = (values.points ?? '')
    .split('-')
    .filter(Boolean)
    .map(Number)
  const wanted = everyCrash(points.length)
    .filter(({ at }) => at >= from && at <= to)
    .filter(({ accident }) => values.accident === undefined || accident.name === values.accident)
  const isTried = ({ accident, at }: Crash): boolean =>
    tried.some((each) => each.accident === accident.name && each.at === at)
  const open = wanted.filter((each) => !isTried(each))
  process.stdout.write(
    `${points.length} change points, ${wanted.length} accidents, ${open.length} to try\n`,
  )
  const worker = async (): Promise<void> => {
    for (let next = open.shift(); next; next = open.shift()) {
      const found = await attempt(next)
      tried.push(found)
      appendFileSync(results, `${JSON.stringify(found)}\n`)
      process.stdout.write(`${lineOf(found)}\n`)
    }
  }
  await Promise.all([worker(), worker()])
  process.stdout.write(`\n${tableOf(tried)}`)
  process.exitCode = tried.some((each) => each.complaints.length > 0) ? 1 : 0
}

async function attempt(each: Crash): Promise<Tried> {
  const { accident, at } = each
  try {
    const aftermath = await owned((owner) => crash(owner, each))
    const { point, restoredAfter } = aftermath
    const found = complaints(accident, aftermath)
    return {
      accident: accident.name,
      at,
      point: point?.what ?? '-',
      restoredAfter,
      complaints: found,
    }
  } catch (error) {
    const found = [(error as Error).message]
    return { accident: accident.name, at, point: '-', restoredAfter: 0, complaints: found }
  }
}

const readTried = (file: string): Tried[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Tried)

const lineOf = ({ accident, at, point, restoredAfter, complaints: found }: Tried): string =>
  `${found.length === 0 ? 'ok    ' : 'FAILED'} ${accident} at ${at} ${point}, restored after ${restoredAfter.toFixed(1)} s${found.map((each) => `\n  ${each}`).join('')}`

void main()
