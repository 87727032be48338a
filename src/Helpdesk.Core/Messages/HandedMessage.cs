namespace Helpdesk.Core.Messages;

/// <summary>A message that came along with another one as a whole (<c>message/rfc822</c>), as its headers and its text have it.</summary>
/// <param name="From">Who wrote it.</param>
/// <param name="Date">When, as it is written there; empty when it is not.</param>
/// <param name="Subject">What it was about.</param>
/// <param name="Text">What was written.</param>
public sealed record HandedMessage(Address From, string Date, string Subject, string Text);
