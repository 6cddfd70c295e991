import { root } from '../host/command'
import { type Host } from '../host/host'

/** Prints it. */
export const askForSonicVersion = root`sed -n "s/^build_version: *//p" /etc/sonic/sonic_version.yml | tr -d "\"'"`

/** The DUT's base OS version: `20251110.07`, `master.964512-086b03bd7`. Empty where no file tells. */
export async function sonicVersion(dut: Host): Promise<string> {
  return (await dut.attempt(askForSonicVersion)).stdout.trim()
}

/** `202511` is any 20251110.07, `master` any master.964512-…, a whole version itself, `any` whatever it is. */
export const isOfVersion = (version: string, wanted: string): boolean =>
  wanted === 'any' ||
  version === wanted ||
  new RegExp(`^${wanted.replaceAll(/[^\w]/g, '\\$&')}(\\d\\d)?\\.`).test(version)
