import type { AlterationRecorder } from '../../machine/alterations'
import type { Machine } from '../../machine/machine'
import { nameOf } from '../../file-system/paths'
import { parseExecLine, unitWords } from './exec-line'
import { ExecProgram, type ServicePipe } from './exec-program'
import type { Journal } from '../journal/journal'
import { parseTimeSpan } from './time-span'
import type { TimerDefinition } from './timer-unit'
import { unmetCondition } from './unit-conditions'
import type { ServiceDefinition, UnitBasics } from './unit-definition'
import { isTrue, type UnitFile } from './unit-file'

const defaultAccuracyMs = 60_000

/** What a service or target of a unit file does on this machine. */
export function serviceFromFile(
  basics: Omit<UnitBasics, 'description'>,
  file: UnitFile,
  { machine, journal, recorder, pipe }: {
    machine: Machine
    journal: Journal
    recorder: AlterationRecorder | undefined
    pipe?: ServicePipe | undefined
  }, // prettier-ignore
): ServiceDefinition {
  const { name } = basics
  const description = file.last('Unit', 'Description') ?? name
  const condition = { unmetCondition: () => unmetCondition(machine, file) }
  if (name.endsWith('.target')) return { ...basics, ...condition, description }
  const exec = (key: string) => file.all('Service', key).map((line) => parseExecLine(line, name))
  const main = exec('ExecStart')
  const program = new ExecProgram(machine, journal, {
    unit: name,
    before: exec('ExecStartPre'),
    main,
    after: exec('ExecStartPost'),
    onStop: exec('ExecStop'),
    environment: environmentOf(file, machine),
    user: file.last('Service', 'User'),
    directory: file.last('Service', 'WorkingDirectory') ?? '/',
    recorder,
    pipe,
  })
  const restart = file.last('Service', 'Restart')
  const pause = parseTimeSpan(file.last('Service', 'RestartSec') ?? '100ms') ?? 100
  const [first] = main
  const documentation = file.all('Unit', 'Documentation').join(' ')
  const isBad =
    (main.length === 0 && exec('ExecStop').length === 0) ||
    main.some(({ words: [program = ''] }) => program.includes('/') && !program.startsWith('/'))
  return {
    ...basics,
    ...condition,
    description,
    ...(documentation && { documentation }),
    ...(isBad && { isBad }),
    program,
    process: {
      name: nameOf(first?.words[0] ?? name),
      commandLine: () => first?.words.join(' ') ?? '',
      memory: '708.0K',
    },
    ...(file.last('Service', 'Type') === 'oneshot' && {
      oneshot: { remainsActive: file.isTrue('Service', 'RemainAfterExit') },
    }),
    startLimit: {
      burst: Number(file.last('Unit', 'StartLimitBurst') ?? 5),
      seconds:
        (parseTimeSpan(file.last('Unit', 'StartLimitIntervalSec') ?? '10s') ?? 10_000) / 1000,
    },
    ...((restart === 'always' || restart === 'on-failure') && {
      restart: { policy: restart, seconds: pause / 1000 },
    }),
  }
}

/** What a timer of a unit file does; times of day are left out, since the simulation has no days. */
export function timerFromFile(
  basics: Omit<UnitBasics, 'description'>,
  file: UnitFile,
): TimerDefinition {
  const spans = (...keys: string[]): number[] =>
    keys
      .flatMap((key) => file.all('Timer', key).map(parseTimeSpan))
      .filter((ms) => ms !== undefined)
  return {
    ...basics,
    description: file.last('Unit', 'Description') ?? basics.name,
    activates: file.last('Timer', 'Unit') ?? basics.name.replace(/timer$/, 'service'),
    afterActivation: spans('OnActiveSec'),
    afterBoot: spans('OnBootSec', 'OnStartupSec'),
    afterUnitActivation: spans('OnUnitActiveSec', 'OnUnitInactiveSec'),
    accuracyMs: parseTimeSpan(file.last('Timer', 'AccuracySec') ?? '') ?? defaultAccuracyMs,
    startLimit: {
      burst: Number(file.last('Unit', 'StartLimitBurst') ?? 5),
      intervalMs: parseTimeSpan(file.last('Unit', 'StartLimitIntervalSec') ?? '10s') ?? 10_000,
    },
    remainsAfterElapse: isTrue(file.last('Timer', 'RemainAfterElapse') ?? 'yes'),
  }
}

/** The environment that a service's file gives it. */
export function environmentOf(file: UnitFile, machine: Machine): Record<string, string> {
  const files = file.all('Service', 'EnvironmentFile').map((path) => path.replace(/^-/, ''))
  const lines = files.flatMap((path) =>
    machine.fs.exists(path) ? machine.fs.readText(path).split('\n') : [],
  )
  const words = [...file.all('Service', 'Environment').flatMap(unitWords), ...lines]
  return Object.fromEntries(
    words.flatMap((word) => {
      const [, key, value = ''] = /^\s*([A-Za-z_]\w*)=(.*)$/.exec(word) ?? []
      return key === undefined ? [] : [[key, value.replace(/^(["'])(.*)\1$/, '$2')]]
    }),
  )
}
