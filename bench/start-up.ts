import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Measurement, median } from './measurement'
import { root, usageOf } from './usage'

const runs = 7
const limit = 1.3

/** User CPU of `cucumber-js --dry-run`, our whole plan against an empty project with the same loader. */
export const startUp = async (): Promise<Measurement[]> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kubesonic-empty-'))
  try {
    makeEmptyProject(folder)
    const ours: number[] = []
    const empty: number[] = []
    for (let run = 0; run < runs; run++) {
      empty.push(userCpuOfDryRun(folder))
      ours.push(userCpuOfDryRun(root))
    }
    const ratio = median(ours) / median(empty)
    return [
      {
        what: 'start-up of the whole plan, user CPU',
        measured: `${median(ours).toFixed(0)} ms (${ratio.toFixed(2)}×)`,
        against: `${median(empty).toFixed(0)} ms, an empty project`,
        limit: `${limit}×`,
        reached: ratio <= limit,
      },
    ]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const makeEmptyProject = (folder: string): void => {
  const profile = { requireModule: [path.join(root, 'bin/register.cjs')], require: ['steps.ts'] }
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'))
  mkdirSync(path.join(folder, 'features'))
  writeFileSync(path.join(folder, 'cucumber.json'), JSON.stringify({ default: profile }))
  // cucumber-js reads it, at some cost; every real project has one.
  writeFileSync(path.join(folder, 'package.json'), '{ "name": "empty", "version": "1.0.0" }')
  writeFileSync(
    path.join(folder, 'steps.ts'),
    "import { Given } from '@cucumber/cucumber'\nGiven('nothing', () => undefined)\n",
  )
  writeFileSync(
    path.join(folder, 'features', 'empty.feature'),
    'Feature: Empty\n  Scenario: Empty\n    Given nothing\n',
  )
}

const userCpuOfDryRun = (project: string): number => {
  const cucumber = path.join(root, 'node_modules/@cucumber/cucumber/bin/cucumber.js')
  return usageOf([cucumber, '--dry-run'], project)[0]?.userCpuMs ?? NaN
}
