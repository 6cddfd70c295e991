import { setTimeout as sleep } from 'node:timers/promises'

/** Resolves when something has become true; fails the test when it hasn't within a minute. */
export async function eventually(
  what: string,
  holds: () => boolean | Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + 60_000
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Not within a minute: ${what}.`)
    await sleep(5)
  }
}
