namespace Helpdesk.Core;

/// <summary>Reads a mail address from its place in a JSON document.</summary>
internal static class MailAddressReader
{
    /// <summary>The address; null and a fault when there is none.</summary>
    public static Address? Read(JsonSection? place)
    {
        if (place?.Name() is not { } text)
        {
            return null;
        }

        var address = Address.Mail(text.Trim());
        if (address.Domain.Length == 0 || address.Value.StartsWith('@') || address.Value.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            place.Fault("bad-address", $"'{text}' is no mail address.");
            return null;
        }

        return address;
    }
}
