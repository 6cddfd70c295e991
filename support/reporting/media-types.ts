/** An attachment that says why a scenario is skipped: `this.attach(reason, skipReasonMediaType)`. */
export const skipReasonMediaType = 'text/x.kubesonic.skip-reason'

/** An attachment that names the DUT a scenario ran on; keeps the histories of two DUTs apart. */
export const dutMediaType = 'text/x.kubesonic.dut'
