/**
 * The simulated testbed shares a laptop with the runner, so its heap grows by little at a time (`npm run bench -- whole-plan`).
 * It has no limit of its own: of one it would die in the middle of a long run. To clear away so little several threads cost
 * more than they save: a quarter of the CPU of its start (`-- simulator`). What is loaded stays, so nothing is cleared away
 * before that is there; and an idle testbed has nothing to give back.
 */
const frugal = [
  '--max-semi-space-size=2',
  '--heap-growing-percent=20',
  '--single-threaded-gc',
  '--no-memory-reducer',
  '--initial-old-space-size=48',
]

/**
 * No `paths` here: cucumber-js would add them to those on the command line. `pluginOptions.kubesonic`: how the
 * simulated testbed is started, and what puts the machines back after the run.
 */
module.exports = {
  default: {
    requireModule: [require.resolve('./bin/register.cjs')],
    require: ['support/hooks.ts', 'step-definitions/*.ts'],
    plugin: ['./support/coordinator/plugin.cjs'],
    pluginOptions: {
      kubesonic: {
        simulator: [process.execPath, ...frugal, 'bin/kubesonic.cjs', 'simulate', '--child'],
        machines: 'support/coordinator/machines.ts',
      },
    },
    format: ['./support/reporting/progress.cjs', ['./support/reporting/allure.cjs', '/dev/null']],
    formatOptions: { resultsDir: 'reports/allure-results' },
  },
}
