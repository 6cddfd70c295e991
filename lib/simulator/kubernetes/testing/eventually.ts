import { setTimeout as sleep } from 'node:timers/promises'

/** Resolves when something has become true; fails the test when it hasn't within ten seconds. */
export async function eventually(
  what: string,
  holds: () => boolean | Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + 10_000
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Not within 10 s: ${what}.`)
    await sleep(5)
  }
}
