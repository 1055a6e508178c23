import { statusLine } from './subscription-items';
import { useWatched } from './watched-subscription';

/** The state of the running subscription, shown below the response. */
export function StreamStatus() {
  const watched = useWatched();
  if (!watched) return null;
  const line = statusLine(watched);
  return (
    <p className="stream-status" role="status" title={line}>
      {line}
    </p>
  );
}
