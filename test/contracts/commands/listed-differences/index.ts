import type { ListedDifference } from './because'
import { docker } from './docker'
import { journal } from './journal'
import { net } from './net'
import { sdrun } from './sdrun'
import { systemctl } from './systemctl'
import { tools } from './tools'

/** All differences that are in the recordings, by family; one that no longer differs fails the test. */
export const listedDifferences: Readonly<Record<string, readonly ListedDifference[]>> = {
  docker,
  journal,
  net,
  sdrun,
  systemctl,
  tools,
}
