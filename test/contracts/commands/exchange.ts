import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Transcript } from '../../../lib/simulator/testing/transcript'

/** One command in a row of them that were typed one after the other, each in what the last had left. */
export interface Exchange extends Omit<Transcript, 'at'> {
  /** False: typed for what it leaves to those behind it; its own answer is a matter of chance. */
  readonly compared: boolean
}

const folder = path.join(__dirname, 'recordings')

/** The rows, by the name of what they are about. */
export const families: readonly string[] = readdirSync(folder)
  .sort()
  .map((file) => path.parse(file).name)

const form =
  /^# (vmhost|dut) (\w+) (?:rc=(\d+)|typed)\n\$ ([^]*?)\n(?:--- stdout\n([^]*?)--- stderr\n([^]*?))?(?=^# (?:vmhost|dut) \w+ (?:rc=\d+|typed)\n\$ |$(?![^]))/gm

/** The exchanges of a family, in the order in which they were typed. */
export function exchangesOf(family: string): Exchange[] {
  const text = readFileSync(path.join(folder, `${family}.txt`), 'utf8')
  return [...text.matchAll(form)].map(
    ([, machine, user = '', code = '', command = '', stdout = '', stderr = '']) => ({
      name: command,
      machine: machine as Exchange['machine'],
      user,
      command,
      compared: code !== '',
      exitCode: Number(code),
      stdout,
      stderr,
    }),
  )
}

/** Those that are compared, each with what was only typed since the last one. */
export function comparisonsOf(family: string): { before: Exchange[]; exchange: Exchange }[] {
  let before: Exchange[] = []
  return exchangesOf(family).flatMap((exchange) => {
    if (!exchange.compared) {
      before.push(exchange)
      return []
    }
    const comparison = { before, exchange }
    before = []
    return [comparison]
  })
}
