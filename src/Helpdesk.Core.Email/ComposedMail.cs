using Helpdesk.Core.Email.Sending;

namespace Helpdesk.Core.Email;

/// <summary>A mail as it leaves.</summary>
/// <param name="From">Who sends it.</param>
/// <param name="To">Who gets it.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="IsInternational">
/// Whether an address in its headers has letters before the at sign that are not ASCII (RFC 6532): only servers with SMTPUTF8 take it. All
/// other mail is ASCII throughout.
/// </param>
public sealed record ComposedMail(MailPath From, IReadOnlyList<MailPath> To, ReadOnlyMemory<byte> Content, bool IsInternational);
