import { existsSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'

/** Where the Allure formatter writes, from the project's root. */
export const allureResults = path.join('reports', 'allure-results')

/** Removes what an earlier run wrote: a report tells of one run. */
export const clearResults = (folder: string): void => {
  if (!existsSync(folder)) return
  for (const file of readdirSync(folder)) rmSync(path.join(folder, file), { recursive: true })
}
