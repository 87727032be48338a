namespace Helpdesk.Core.Email.Headers;

/// <summary>A mailbox of an address header.</summary>
/// <param name="Value">The address as written, without blanks.</param>
/// <param name="Name">The decoded name before it, or empty.</param>
/// <param name="Comment">The decoded comment beside it, where old mail puts the name; or empty.</param>
public sealed record Mailbox(string Value, string Name, string Comment)
{
    /// <summary>The address with the name that people know: a comment stands in for a name that is missing.</summary>
    public Address ToAddress() => Address.Mail(Value, Name.Length > 0 ? Name : Comment);
}
