import { openSync, writeSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { paces } from '../simulator/time/clock'
import { type DutSpec, parseDut, UnknownDut } from '../simulator/dut/dut-spec'
import type { TestbedEvent } from '../simulator/event-log/testbed-event'
import { faults } from '../simulator/faults/catalogue'
import {
  kubernetesRelease,
  UnknownRelease,
} from '../simulator/kubernetes/release/kubernetes-release'
import { mutants } from '../simulator/mutants/catalogue'
import type { SimulateOptions } from '../simulator/simulate-testbed'
import { UnknownSwitch } from '../simulator/switches/switchable'
import { minikubeReleases } from '../simulator/vmhost/minikube/releases'
import { BadInput } from '../testbed/bad-input'

const mostDuts = 99

/** What the command line of `kubesonic simulate` asks for. */
export interface SimulateRequest {
  readonly help: boolean
  /** A program started it: ready line on stdout, end when stdin closes. */
  readonly child: boolean
  readonly options: SimulateOptions
}

/** Reads the arguments of `kubesonic simulate`; throws BadInput with what is possible. */
export function readSimulateOptions(args: readonly string[]): SimulateRequest {
  const values = readArguments(args)
  const { kubernetes, minikube, events, 'dut-password': dutPassword } = values
  return {
    help: values.help ?? false,
    child: values.child ?? false,
    options: {
      scale:
        paces[oneOf('--pace', values.pace ?? 'fast', Object.keys(paces) as (keyof typeof paces)[])],
      duts: readDuts(values),
      seed: wholeNumber('--seed', values.seed ?? '1', 0, 2 ** 32 - 1),
      started: values.started ?? false,
      faults: (values.fault ?? []).map((text) =>
        understood('--fault', text, () => faults.parse(text)),
      ),
      mutants: (values.mutant ?? []).map((text) =>
        understood('--mutant', text, () => mutants.parse(text)),
      ),
      ...(kubernetes === undefined
        ? {}
        : { kubernetes: understood('--kubernetes', kubernetes, kubernetesRelease).gitVersion }),
      ...(minikube === undefined ? {} : { minikube: oneOf('--minikube', minikube, releases) }),
      ...(dutPassword === undefined ? {} : { dutPassword }),
      ...(events === undefined ? {} : { hear: writtenTo(events) }),
    },
  }
}

/** A file anew, a line of JSON for each event, each complete when the next thing happens. */
function writtenTo(file: string): (event: TestbedEvent) => void {
  let descriptor: number
  try {
    descriptor = openSync(file, 'w')
  } catch (error) {
    throw new BadInput(
      `kubesonic simulate: --events ${file} can't be written: ${(error as Error).message}.`,
    )
  }
  return (event) => void writeSync(descriptor, `${JSON.stringify(event)}\n`)
}

type Arguments = ReturnType<typeof readArguments>

function readArguments(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        pace: { type: 'string' },
        seed: { type: 'string' },
        dut: { type: 'string', multiple: true },
        duts: { type: 'string' },
        variant: { type: 'string' },
        kubernetes: { type: 'string' },
        minikube: { type: 'string' },
        'dut-password': { type: 'string' },
        fault: { type: 'string', multiple: true },
        mutant: { type: 'string', multiple: true },
        events: { type: 'string' },
        started: { type: 'boolean' },
        child: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    return values
  } catch (error) {
    throw new BadInput(
      `kubesonic simulate: ${(error as Error).message}\n  Next: kubesonic simulate --help`,
    )
  }
}

function readDuts({ dut, duts, variant }: Arguments): readonly DutSpec[] {
  if (dut && (duts !== undefined || variant !== undefined))
    throw new BadInput(
      `kubesonic simulate: --dut names every DUT by itself; ${duts === undefined ? '--variant' : '--duts'} does not go with it.`,
    )
  if (dut && dut.length > mostDuts)
    throw new BadInput(`kubesonic simulate: ${dut.length} DUTs are too many: at most ${mostDuts}.`)
  if (dut) return dut.map((text) => understood('--dut', text, parseDut))
  const spec = understood('--variant', variant ?? 'master', parseDut)
  return Array.from({ length: wholeNumber('--duts', duts ?? '1', 1, mostDuts) }, () => spec)
}

const releases = minikubeReleases.map(({ version }) => version)

function oneOf<Known extends string>(
  option: string,
  value: string,
  known: readonly Known[],
): Known {
  const found = known.find((each) => each === value)
  if (found !== undefined) return found
  throw new BadInput(
    `kubesonic simulate: ${option} ${value} is unknown.\n  Next: one of ${known.join(', ')}.`,
  )
}

function wholeNumber(option: string, text: string, low: number, high: number): number {
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= low && value <= high) return value
  throw new BadInput(
    `kubesonic simulate: ${option} ${text} is no whole number from ${low} to ${high}.`,
  )
}

function understood<Value>(option: string, text: string, parse: (text: string) => Value): Value {
  try {
    return parse(text)
  } catch (error) {
    if (![UnknownSwitch, UnknownDut, UnknownRelease].some((kind) => error instanceof kind))
      throw error
    throw new BadInput(`kubesonic simulate: ${option} ${text}: ${(error as Error).message}`)
  }
}
