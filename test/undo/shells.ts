import { spawnSync } from 'node:child_process'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type TestContext } from 'node:test'
import { type CommandResult } from '../../lib/host/command-error'
import { Command } from '../../lib/host/command'
import { localShell } from '../../lib/host/fixtures/local-shell'
import { type Host, type RunOptions } from '../../lib/host/host'
import { quote } from '../../lib/host/quote'
import { SimulatedClock } from '../../lib/simulator/time/clock'
import { Machine } from '../../lib/simulator/machine/machine'
import { SeededRandom } from '../../lib/simulator/chance/seeded-random'
import { Secret } from '../../lib/testbed/testbed'

/** A small machine whose scripts one shell runs, and what is on it. */
export interface UndoShell {
  readonly host: Host
  /** A program in POSIX sh, which PATH finds before any other of its name. */
  readonly install: (name: string, script: string) => void
  /** Each path below the directories that count, with its kind, mode and content. */
  readonly files: () => ReadonlyMap<string, string>
  readonly read: (file: string) => string
}

export const shells = ['dash', 'bash', 'twin'] as const
export type ShellName = (typeof shells)[number]

/** Why a shell cannot be tried here; undefined where it can. */
export const missing = (shell: ShellName): string | undefined =>
  shell === 'twin' || spawnSync(shell, ['-c', ':']).status === 0
    ? undefined
    : `there is no ${shell} on this machine`

export const undoShell = (t: TestContext, shell: ShellName): UndoShell =>
  shell === 'twin' ? twin(t) : realShell(t, shell)

/** Where changes may show; the journals, and what the test's own programs keep, are looked at by themselves. */
const roots = ['/etc', '/var', '/run', '/tmp', '/root', '/proc/sys', '/usr/libexec', '/.kube']
const uncounted = /^(\/var\/lib\/kubesonic\/(?!bin)|\/var\/log\/calls$)/

/** Absolute paths in a script, but not what only looks like one: `"$JOURNAL/undo.sh"`, `${1#/}`. */
const absolute =
  /(?<![\w}/.*?%#)-])(?=\/(etc|var|run|tmp|root|proc\/sys|usr\/local\/sbin|usr\/libexec|\.kube)\b)/g

/** The scripts as they are, but for absolute paths, which lead into a directory; `sh` is the same shell. */
function realShell(t: TestContext, shell: 'dash' | 'bash'): UndoShell {
  const root = mkdtempSync(path.join(tmpdir(), 'undo-'))
  t.after(() => rmSync(root, { recursive: true, force: true }))
  const bin = path.join(root, 'usr/local/sbin')
  mkdirSync(bin, { recursive: true })
  mkdirSync(path.join(root, 'var/lib'), { recursive: true })
  symlinkSync(path.join('/bin', shell), path.join(bin, 'sh'))
  const local = localShell(shell)
  const here = (text: string): string =>
    text.replaceAll(root, '').replaceAll(`${root.slice(1).replaceAll('/', '_')}_`, '')
  return {
    host: hostOf(shell, async ({ script, user }, { onLine, stdin, ...options }) => {
      const moved = new Command(`PATH=${bin}:$PATH; ${script.replace(absolute, root)}`, user)
      // What opens a journal is a script that comes by stdin.
      const sent = typeof stdin === 'string' ? stdin.replace(absolute, root) : stdin
      const answer = await local.attempt(moved, {
        ...options,
        ...(sent === undefined ? {} : { stdin: sent }),
        ...(onLine ? { onLine: (line: string) => onLine(here(line)) } : {}),
      })
      return { ...answer, stdout: here(answer.stdout), stderr: here(answer.stderr) }
    }),
    install: (name, script) =>
      writeFileSync(path.join(bin, name), `#!/bin/sh\n${script.replace(absolute, root)}\n`, {
        mode: 0o755,
      }),
    files: () =>
      filesBelow((name) => {
        const file = realFile(path.join(root, name))
        return file && { ...file, text: here(file.text) }
      }),
    read: (file) => here(readFileSync(path.join(root, file), 'utf8')),
  }
}

function twin(t: TestContext): UndoShell {
  const clock = new SimulatedClock(0)
  t.after(() => clock.stop())
  const machine = new Machine({ hostname: 'twin', users: [], clock, random: new SeededRandom(1) })
  return {
    host: hostOf('twin', async ({ script }, { onLine, stdin }) => {
      const input = stdin instanceof Secret ? stdin.reveal() : stdin
      // As root's commands come to a machine: Debian's sh is dash.
      const asked = `sh -c ${quote(script)}`
      const answer = await machine.exec(asked, input === undefined ? {} : { stdin: input })
      for (const line of answer.stdout.split('\n').filter(Boolean)) onLine?.(line)
      return { ...answer, ms: 0 }
    }),
    install: (name, script) =>
      machine.install({
        name,
        path: `/usr/local/sbin/${name}`,
        run: (args, { shell }) => shell.run({ text: script, argv0: name, args, dialect: 'dash' }),
      }),
    files: () => filesBelow((name) => simulatedFile(machine, name)),
    read: (file) => machine.fs.readText(file),
  }
}

type Attempt = (command: Command, options: RunOptions) => Promise<CommandResult>

const hostOf = (name: string, attempt: Attempt): Host =>
  ({
    name,
    attempt: (command: Command, options: RunOptions = {}) => attempt(command, options),
    async run(command: Command, options: RunOptions = {}) {
      const answer = await attempt(command, options)
      if (answer.exitCode !== 0) throw new Error(`${name}: ${answer.exitCode}: ${answer.stderr}`)
      return answer
    },
  }) as unknown as Host

interface File {
  readonly text: string
  readonly names: readonly string[]
}

function filesBelow(look: (name: string) => File | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const visit = (name: string): void => {
    const file = look(name)
    if (!file || uncounted.test(name)) return
    found.set(name, file.text)
    for (const each of file.names) visit(path.posix.join(name, each))
  }
  roots.forEach(visit)
  return found
}

function realFile(name: string): File | undefined {
  const stat = existsSync(name) || isLink(name) ? lstatSync(name) : undefined
  if (!stat) return undefined
  const mode = (stat.mode & 0o7777).toString(8)
  if (stat.isSymbolicLink()) return { text: `link to ${readlinkSync(name)}`, names: [] }
  if (stat.isDirectory()) return { text: `directory ${mode}`, names: readdirSync(name) }
  return { text: `file ${mode} ${readFileSync(name, 'utf8')}`, names: [] }
}

const isLink = (name: string): boolean => {
  try {
    return lstatSync(name).isSymbolicLink()
  } catch {
    return false
  }
}

function simulatedFile({ fs }: Machine, name: string): File | undefined {
  if (!fs.exists(name)) return undefined
  const { kind, mode } = fs.lstat(name)
  const bits = (mode & 0o7777).toString(8)
  if (kind === 'symlink') return { text: `link to ${fs.readlink(name)}`, names: [] }
  if (kind === 'directory') return { text: `directory ${bits}`, names: fs.list(name) }
  return { text: `file ${bits} ${fs.readText(name)}`, names: [] }
}
