let dryRun = false

/** Says that scenarios are only listed: none is run, none was skipped, and there is nothing to report. */
export const noteDryRun = (is: boolean): void => void (dryRun = is)

export const isDryRun = (): boolean => dryRun
