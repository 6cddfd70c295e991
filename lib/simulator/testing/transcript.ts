import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { hunksBetween } from './hunks'
import type { ExecResult } from '../machine/types'
import { settledLines } from './settled-lines'

/** What was typed on a machine of the real lab, and what it printed. */
export interface Transcript {
  /** Its file's name without ending. */
  readonly name: string
  /** When it was typed: a time of day, or seconds since a watch began. */
  readonly at: string
  readonly machine: 'vmhost' | 'dut'
  readonly user: string
  readonly command: string
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

const form =
  /^# (\S+) on (vmhost|dut) \((\w+)\), rc=(\d+)[^\n]*\n\$ ([^]*?)\n--- stdout\n([^]*?)--- stderr\n?([^]*)$/

/** All transcripts of a folder, in the order of their names. */
export const transcriptsIn = (folder: string): Transcript[] =>
  readdirSync(folder)
    .sort()
    .map((file) => readTranscript(folder, file))

function readTranscript(folder: string, file: string): Transcript {
  const match = form.exec(readFileSync(path.join(folder, file), 'utf8'))
  if (!match) throw new Error(`${file} is not a transcript.`)
  const [, at = '', machine = '', user = '', code = '', command = '', stdout = '', stderr = ''] =
    match
  return {
    name: file.replace(/\.txt$/, ''),
    at,
    machine: machine as Transcript['machine'],
    user,
    command,
    exitCode: Number(code),
    stdout,
    stderr,
  }
}

/**
 * How what the twin printed differs from the transcript: `stdout - LINE` only the real one has, `stdout + LINE` only the
 * twin. `prepared` brings the lines of both into the form in which they are compared.
 */
export function differencesFrom(
  recorded: Transcript,
  twin: ExecResult,
  prepared: (text: string) => string[] = settledLines,
): string[] {
  const code =
    twin.exitCode === recorded.exitCode
      ? []
      : [`exit code - ${recorded.exitCode}`, `exit code + ${twin.exitCode}`]
  const texts = (['stdout', 'stderr'] as const).flatMap((stream) =>
    hunksBetween(prepared(recorded[stream]), prepared(twin[stream])).flatMap(
      ({ wanted, given }) => [
        ...wanted.map((line) => `${stream} - ${line}`),
        ...given.map((line) => `${stream} + ${line}`),
      ],
    ),
  )
  return [...code, ...texts]
}
