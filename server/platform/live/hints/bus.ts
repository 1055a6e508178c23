/** Carries short texts between servers. It may lose them. */
export interface Bus {
  readonly name: 'postgresql' | 'redis';
  /** Connects, and calls back for each text that any server publishes from then on, this one too. Fails when it cannot. */
  connect(heard: (text: string) => void): Promise<BusConnection>;
}

export interface BusConnection {
  /** Fails when the connection does not work any more. */
  publish(text: string): Promise<void>;
  /** Resolves with the reason when the connection is lost. */
  readonly lost: Promise<Error>;
  /** Never fails. */
  close(): Promise<void>;
}

/** The name under which servers publish and listen. */
export const CHANNEL = 'ticketwire_hints';
/** How long a bus may take to answer. */
export const ANSWER_MS = 5000;
