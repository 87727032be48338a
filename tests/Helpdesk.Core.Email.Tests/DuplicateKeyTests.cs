namespace Helpdesk.Core.Email.Tests;

/// <summary>
/// Stores keep keys: made in another way, every mail that a source delivers once more would be a new one. The digests were counted by
/// a second program: SHA-256 over the parts in UTF-8 with line feeds between them.
/// </summary>
public sealed class DuplicateKeyTests
{
    // id, the id, the sender, the moment.
    [Fact]
    public void A_mail_with_an_id_is_known_by_it_its_sender_and_its_date() => Assert.Equal(
        "mail:28c38374361157089bba63bc93c87ae3079a63bc273e1a16177aaff6a7264157",
        Mails.Message("From: Ann <Ann@customer.example>\nMessage-ID: <a1@customer.example>\nDate: Mon, 2 Mar 2026 09:00:00 +0100\n\nanything").DuplicateKey);

    // content, the sender, no date, the subject, the text: 1,023 letters, a character of two units, 2,000 letters.
    [Fact]
    public void A_mail_without_an_id_is_known_by_what_it_says()
    {
        var text = new string('x', 1_023) + "=F0=9F=98=80" + new string('y', 2_000);
        Assert.Equal(
            "mail:159c2796258806761472792eb2eb6c28fb7d719756478f2d468c099350252b75",
            Mails.Message($"From: ann@customer.example\nSubject: Hello\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n{text}").DuplicateKey);
    }
}
