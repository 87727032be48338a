namespace Helpdesk.Core;

/// <summary>An identity under which a person can be reached on some channel, with the name shown beside it.</summary>
/// <param name="Kind">What the value is.</param>
/// <param name="Value">The identity itself: a mail address, a phone number, a handle, a host user id.</param>
/// <param name="DisplayName">The name that came with it, or empty.</param>
public sealed record Address(AddressKind Kind, string Value, string DisplayName = "")
{
    /// <summary>A mail address with an optional display name.</summary>
    public static Address Mail(string value, string displayName = "") => new(AddressKind.Mail, value, displayName);

    private const string Nobody = "anonymous:";

    /// <summary>Somebody who does not say who he is, such as a caller without a number: never the same as anybody else.</summary>
    /// <param name="occasion">What he is known by, such as the id of the call.</param>
    public static Address Anonymous(string occasion) => new(AddressKind.Handle, Nobody + occasion, "anonymous");

    /// <summary>Whether it is nobody in particular: what is known of people is not looked up for it.</summary>
    public bool IsAnonymous => Kind == AddressKind.Handle && Value.StartsWith(Nobody, StringComparison.Ordinal);

    /// <summary>
    /// The form under which two addresses are compared: mail addresses and handles without regard to case, the rest as
    /// given. The display name never counts: anybody can write any name beside an address.
    /// </summary>
    public string Key => Kind is AddressKind.Mail or AddressKind.Handle
        ? Value.Trim().ToLowerInvariant()
        : Value.Trim();

    /// <summary>The part behind the last <c>@</c> of a mail address in lower case, or empty.</summary>
    public string Domain
    {
        get
        {
            var at = Kind == AddressKind.Mail ? Value.LastIndexOf('@') : -1;
            return at < 0 ? "" : Value[(at + 1)..].Trim().ToLowerInvariant();
        }
    }

    /// <summary>Whether both name the same identity; display names are ignored.</summary>
    public bool IsSameAs(Address? other) =>
        other is not null && Kind == other.Kind && string.Equals(Key, other.Key, StringComparison.Ordinal);

    /// <inheritdoc />
    public override string ToString() => DisplayName.Length == 0 ? Value : $"{DisplayName} <{Value}>";
}
