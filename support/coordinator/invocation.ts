import path from 'node:path'
import { PassThrough } from 'node:stream'
import { loadConfiguration } from '@cucumber/cucumber/api'
import { ArgvParser } from '@cucumber/cucumber/lib/configuration/index'
import { allureResults } from '../reporting/allure-results'

/** What this run of Cucumber was asked for, profile and command line taken together. */
export interface Invocation {
  readonly dryRun: boolean
  /** Worker processes; 0: the scenarios run in this process. */
  readonly parallel: number
  /** The tag expression; empty: all. */
  readonly tags: string
  /** Where the Allure formatter writes: `formatOptions.resultsDir`, absolute. */
  readonly results: string
}

/**
 * Reads it from the command line, because cucumber-js tells plugins nothing of it. A program that starts
 * Cucumber through its API is taken to ask for what the default profile says.
 */
export const readInvocation = async (argv: readonly string[], cwd: string): Promise<Invocation> => {
  const { options, configuration } = parse(argv)
  const { useConfiguration } = await loadConfiguration(
    {
      ...(options.config === undefined ? {} : { file: options.config }),
      profiles: options.profile ?? [],
      provided: configuration,
    },
    // Cucumber has printed the warnings about this configuration already.
    { cwd, stderr: new PassThrough() },
  )
  const { dryRun, parallel, tags, formatOptions } = useConfiguration
  const results = (formatOptions as { resultsDir?: string }).resultsDir ?? allureResults
  return { dryRun, parallel, tags, results: path.resolve(cwd, results) }
}

const parse = (argv: readonly string[]): ReturnType<typeof ArgvParser.parse> => {
  const program = path.basename(argv[1] ?? '', '.js')
  const isCucumber = program === 'cucumber-js' || program === 'cucumber'
  return ArgvParser.parse(isCucumber ? [...argv] : ['node', 'cucumber-js'])
}
