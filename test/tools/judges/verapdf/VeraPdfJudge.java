/** Says of each PDF/A file whether it is what it claims to be: one line of JSON a file, with the rules it breaks. Dev-only judge. */

import java.io.FileInputStream;
import java.util.stream.Collectors;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public final class VeraPdfJudge {
    public static void main(String[] files) {
        VeraGreenfieldFoundryProvider.initialise();
        for (String file : files) {
            System.out.println(judge(file));
        }
    }

    private static String judge(String file) {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(file))) {
            PDFAValidator validator = Foundries.defaultInstance().createValidator(parser.getFlavour(), false);
            ValidationResult result = validator.validate(parser);
            String broken = result.getTestAssertions().stream()
                .filter(own -> own.getStatus() == TestAssertion.Status.FAILED)
                .map(own -> "\"" + own.getRuleId().getClause() + "-" + own.getRuleId().getTestNumber() + "\"")
                .distinct()
                .collect(Collectors.joining(","));
            return "{\"flavour\":\"" + parser.getFlavour() + "\",\"compliant\":" + result.isCompliant() + ",\"broken\":[" + broken + "]}";
        } catch (Exception fault) {
            return "{\"error\":\"" + fault.getClass().getSimpleName() + "\"}";
        }
    }
}
