import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Transcript } from '../../../lib/simulator/testing/transcript'

/** One command in a row of them that were typed one after the other, each in what the last had left. */
export type Exchange = Omit<Transcript, 'at'>

const folder = path.join(__dirname, 'recordings')

/** The rows, by the name of what they are about. */
export const families: readonly string[] = readdirSync(folder)
  .sort()
  .map((file) => path.parse(file).name)

const form =
  /^# (vmhost|dut) (\w+) rc=(\d+)\n\$ ([^]*?)\n--- stdout\n([^]*?)--- stderr\n([^]*?)(?=^# (?:vmhost|dut) \w+ rc=\d+\n\$ |$(?![^]))/gm

/** The exchanges of a family, in the order in which they were typed. */
export function exchangesOf(family: string): Exchange[] {
  const text = readFileSync(path.join(folder, `${family}.txt`), 'utf8')
  return [...text.matchAll(form)].map(
    ([, machine, user = '', code, command = '', stdout = '', stderr = '']) => ({
      name: command,
      machine: machine as Exchange['machine'],
      user,
      command,
      exitCode: Number(code),
      stdout,
      stderr,
    }),
  )
}
