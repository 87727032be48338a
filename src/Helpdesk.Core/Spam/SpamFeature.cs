namespace Helpdesk.Core.Spam;

/// <summary>One feature of a message.</summary>
/// <param name="Hash">A stable 64-bit hash of kind and text; the model knows nothing else, so it keeps no customer's words.</param>
/// <param name="Kind">Where it was seen: <c>subject</c>, <c>body</c>, <c>body-pair</c>, <c>from</c>, <c>url-host</c>, <c>shape</c>…</param>
/// <param name="Text">What was seen.</param>
public readonly record struct SpamFeature(ulong Hash, string Kind, string Text);
