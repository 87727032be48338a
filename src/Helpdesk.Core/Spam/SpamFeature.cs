namespace Helpdesk.Core.Spam;

/// <summary>One trait of a message.</summary>
/// <param name="Hash">A stable 64-bit hash of kind and text; the model knows nothing else, so it keeps no customer's words.</param>
/// <param name="Kind">Where it was seen: <c>subject</c>, <c>body</c>, <c>pair</c>, <c>from</c>, <c>url</c>, <c>shape</c>…</param>
/// <param name="Text">What was seen; empty when only the hash is known.</param>
public readonly record struct SpamFeature(ulong Hash, string Kind, string Text);
