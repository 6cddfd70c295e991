/** `202411` for `20241110.29`, `master` for anything that isn't a release build: the branch that a version is of. */
export const branchOf = (version: string): string => /^20\d{4}/.exec(version)?.[0] ?? 'master'
