namespace Helpdesk.Core.CrashWorker;

/// <summary>A line of a journal.</summary>
/// <param name="Word">
/// What it tells: <c>begin</c> before a call and <c>ack</c> after it, <c>again</c> for a call that was acknowledged before, <c>sent</c> for what
/// a channel took, <c>lost</c> for a call that failed with the world.
/// </param>
/// <param name="Key">The key of the call.</param>
/// <param name="Detail">The ticket for <c>begin</c>, the result otherwise.</param>
public sealed record JournalLine(string Word, string Key, string Detail);
