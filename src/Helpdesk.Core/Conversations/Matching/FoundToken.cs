namespace Helpdesk.Core.Conversations.Matching;

/// <summary>A token of ours in a message.</summary>
/// <param name="Message">The message that it names.</param>
/// <param name="Kind">What it counts as, by where it stands.</param>
/// <param name="Purpose">What it was made for.</param>
/// <param name="Position">Its place among all hints of its kind, the strongest first.</param>
/// <param name="Value">The id, address or line in which it stands, as written.</param>
internal sealed record FoundToken(MessageId Message, EvidenceKind Kind, TokenPurpose Purpose, int Position, string Value);
