import { VirtualClock } from '../../../kubernetes/testing/virtual-clock'

/** Virtual time that stands still while commands run on the device: those work with real shells and sockets. */
export class HandoverClock extends VirtualClock {
  #busy = 0

  /** Something that no timer of this clock is part of; time waits for it. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#busy++
    try {
      return await work()
    } finally {
      this.#busy--
    }
  }

  /** Time that passes in the middle of such work. */
  async within(simulatedMs: number): Promise<void> {
    this.#busy--
    await this.delay(simulatedMs)
    this.#busy++
  }

  /** What was done by hand takes effect before time goes by. */
  override async pass(seconds: number): Promise<void> {
    await this.settle()
    await super.pass(seconds)
  }

  override async until(what: string, holds: () => boolean): Promise<void> {
    await this.settle()
    await super.until(what, holds)
  }

  protected override async settle(): Promise<void> {
    do await super.settle()
    while (this.#busy > 0)
  }
}
