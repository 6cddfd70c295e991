/** How the simulated writes still differ from the recorded ones, line by line, and why. */
export const knownWriteDifferences: Readonly<
  Record<string, { readonly why: string; readonly lines: readonly string[] }>
> = {}
