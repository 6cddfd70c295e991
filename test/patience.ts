/** How long tests wait for what should take a moment, in ms: it ends a hang, and is never the reason on a busy machine. */
export const patience = 180_000
